package text_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/exolint/exolint/lint/text"
)

// build makes a view of in from steps: "=5" copies five bytes of the source, "-2" drops two, "2>x" puts x in place of two.
func build(t *testing.T, in, steps string) text.View {
	t.Helper()
	b, at := text.From(&text.Source{Text: in}), 0
	for _, step := range strings.Fields(steps) {
		var n int
		var with string
		switch {
		case strings.HasPrefix(step, "="):
			fmt.Sscanf(step, "=%d", &n)
			b.Copy(text.Span{Start: at, End: at + n})
		case strings.HasPrefix(step, "-"):
			fmt.Sscanf(step, "-%d", &n)
			b.Replace(text.Span{Start: at, End: at + n}, "")
		default:
			if _, err := fmt.Sscanf(step, "%d>%s", &n, &with); err != nil {
				t.Fatalf("step %q: %v", step, err)
			}
			b.Replace(text.Span{Start: at, End: at + n}, with)
		}
		at += n
	}
	return b.View()
}

func TestView(t *testing.T) {
	tests := []struct{ name, in, steps, shows, find, home string }{
		{"unchanged", "Aqua, Glycerin", "=14", "Aqua, Glycerin", "Glycerin", "Glycerin"},
		{"an entity", "Aqua &amp; oil", "=5 5>& =4", "Aqua & oil", "&", "&amp;"},
		{"behind an entity", "Aqua &amp; oil", "=5 5>& =4", "Aqua & oil", "oil", "oil"},
		{"over an entity", "Aqua &amp; oil", "=5 5>& =4", "Aqua & oil", "a & o", "a &amp; o"},
		{"soft hyphen dropped", "exo\u00adsomes here", "=3 -2 =10", "exosomes here", "exosomes", "exo\u00adsomes"},
		{"the first letter behind a dropped one", "exo\u00adsomes", "=3 -2 =5", "exosomes", "somes", "somes"},
		{"the last letter before a dropped one", "exo\u00adsomes", "=3 -2 =5", "exosomes", "exo", "exo"},
		{"tag dropped at the start", "<b>heals", "-3 =5", "heals", "heals", "heals"},
		{"tag dropped at the end", "heals</b>", "=5 -4", "heals", "heals", "heals"},
		{"inside a replacement", "&trade;x", "7>(tm) =1", "(tm)x", "tm", "&trade;"},
		{"two replacements side by side", "&lt;&gt;", "4>< 4>>", "<>", "<", "&lt;"},
		{"the second of two", "&lt;&gt;", "4>< 4>>", "<>", ">", "&gt;"},
		{"over both", "&lt;&gt;", "4>< 4>>", "<>", "<>", "&lt;&gt;"},
		{"something put in from nothing", "ab", "=1 0>- =1", "a-b", "b", "b"},
		{"copies that follow each other are one", "abcd", "=2 =2", "abcd", "bc", "bc"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := build(t, tt.in, tt.steps)
			if v.Text != tt.shows {
				t.Fatalf("%q built with %q shows %q, want %q", tt.in, tt.steps, v.Text, tt.shows)
			}
			at := strings.Index(v.Text, tt.find)
			home := v.Home(text.Span{Start: at, End: at + len(tt.find)})
			if got := tt.in[home.Start:home.End]; got != tt.home {
				t.Errorf("%q in %q came from %q, want %q", tt.find, v.Text, got, tt.home)
			}
		})
	}
}

func TestEmptyViews(t *testing.T) {
	tests := []struct {
		name string
		view text.View
	}{
		{"the zero view", text.View{}},
		{"of an empty source", text.Whole(&text.Source{})},
		{"nothing built", text.From(&text.Source{Text: "abc"}).View()},
		{"all dropped", build(t, "abc", "-3")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.view.Text != "" {
				t.Errorf("it shows %q", tt.view.Text)
			}
			if got := tt.view.Home(text.Span{}); got != (text.Span{}) {
				t.Errorf("nothing came from %v", got)
			}
		})
	}
}

// An empty span has an empty home: the place before what stands there.
func TestEmptySpans(t *testing.T) {
	v := build(t, "a&amp;b", "=1 5>& =1")
	for at, want := range []int{0, 1, 6, 7} {
		if got := v.Home(text.Span{Start: at, End: at}); got != (text.Span{Start: want, End: want}) {
			t.Errorf("the place before %q came from %v, want %d", v.Text[at:], got, want)
		}
	}
}

func FuzzView(f *testing.F) {
	f.Add("Aqua &amp; oil", []byte{20, 22, 19})
	f.Add("exo\u00adsomes", []byte{12, 9, 20})
	f.Add("<b>heals</b>", []byte{13, 20, 17, 0, 1, 2, 3})
	f.Fuzz(func(t *testing.T, in string, steps []byte) {
		b, at, shows := text.From(&text.Source{Text: in}), 0, ""
		for _, step := range steps {
			span := text.Span{Start: at, End: min(len(in), at+int(step>>2))}
			switch step & 3 {
			case 0:
				b.Copy(span)
				shows += in[span.Start:span.End]
			case 1:
				b.Replace(span, "")
			case 2:
				b.Replace(span, "&")
				shows += "&"
			case 3:
				b.Replace(span, "(tm)")
				shows += "(tm)"
			}
			at = span.End
		}
		v := b.View()
		if v.Text != shows {
			t.Fatalf("%q with %v shows %q, want %q", in, steps, v.Text, shows)
		}
		if len(v.Text) > 64 {
			return // the laws are checked for every pair of spans
		}
		whole := text.Span{End: len(in)}
		for start := range v.Text {
			before := text.Span{}
			for end := start; end <= len(v.Text); end++ {
				home := v.Home(text.Span{Start: start, End: end})
				if !whole.Holds(home) || home.Start > home.End {
					t.Fatalf("%q with %v: the home of %d to %d is %v", in, steps, start, end, home)
				}
				if end > start+1 && !home.Holds(before) {
					t.Fatalf("%q with %v: the home of %d to %d is %v, that of a part of it %v", in, steps, start, end, home, before)
				}
				if end > start {
					last := v.Home(text.Span{Start: end - 1, End: end})
					if !home.Holds(last) {
						t.Fatalf("%q with %v: the home of %d to %d is %v, that of its last byte %v", in, steps, start, end, home, last)
					}
				}
				before = home
			}
		}
	})
}
