package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

func TestUnderline(t *testing.T) {
	tests := []struct {
		name, line, words string
		column, width     int // of the underline, from 0
	}{
		{"plain", "Heals eczema", "eczema", 6, 6},
		{"Korean and emoji before", "엑소좀 🧪 500억개", "500억개", 10, 7},
		{"full width", "全成分：ヒト", "ヒト", 8, 4},
		{"tabs before and inside", "\tAqua\tParfum", "Aqua\tParfum", 4, 14},
		{"accent as a character of its own", "cafe\u0301 aroma", "aroma", 5, 5},
		{"accented word", "cafe\u0301 aroma", "cafe\u0301", 0, 4},
		{"escape before", "\x1b[31mheals", "heals", 5, 5},
		{"invisible inside", "exo\u200bsome", "exo\u200bsome", 0, 15},
		{"only an invisible", "exo\u200bsome", "\u200b", 3, 8},
		{"bad byte before", "\xff heals", "heals", 7, 5},
		{"styled emoji before", "❤\ufe0f heals", "heals", 2, 5},
		{"joined emoji", "👩🏽\u200d🔬 heals", "👩🏽\u200d🔬", 0, 4},
		{"half of a flag", "🇰🇷 heals", "🇷", 0, 2},
		{"nothing, at the start", "Heals", "", 0, 1},
		{"trailing space", "Heals  ", "  ", 5, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &text.Source{Text: tt.line}
			span := in(s, tt.words)
			below := underline(lay(tt.line, span, 80), []mark{{span: span, sign: "^"}}, 0)
			got := below[0][0]
			if got.column != tt.column || len(got.text) != tt.width {
				t.Errorf("%q in %q: got column %d, width %d, want %d, %d", tt.words, tt.line, got.column, len(got.text), tt.column, tt.width)
			}
		})
	}
}

// Labels of several marks hang below them and never cross.
func TestLabels(t *testing.T) {
	line := "Vegan, fragrance-free cream with parfum and honey"
	s := &text.Source{Text: line}
	plain := newPage(nil, Style{})
	note := func(words, label string) mark { return mark{in(s, words), "-", label, plain.edge} }
	r := row{1, []mark{{in(s, "parfum"), "^", "", plain.strong}}}
	for _, m := range []mark{note("Vegan", "one promise"), note("honey", "what breaks it"), note("fragrance-free", "another")} {
		var ok bool
		if r, ok = r.with(m, s, 80); !ok {
			t.Fatalf("%s does not fit", m.label)
		}
	}
	var b strings.Builder
	plain.out.Reset(&b)
	plain.frame(s, []row{r}, 1)
	plain.out.Flush()
	want := `  |
1 | Vegan, fragrance-free cream with parfum and honey
  | -----  --------------            ^^^^^^     ----- what breaks it
  | |      |
  | |      another
  | one promise
`
	if got := b.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// What is shown of a line fits, and the underline lies inside it.
func FuzzLay(f *testing.F) {
	f.Add("엑소좀 🧪 500억개", 15, 24, 30)
	f.Add(strings.Repeat("A serum for every day. ", 20)+"Heals.", 460, 465, 40)
	f.Add("\t\x1b[31m\u202e\xff", 0, 9, 20)
	f.Add("🇰🇷🇺🇸👩🏽\u200d🔬", 4, 8, 20)
	f.Add(strings.Repeat("\u0301", 500), 0, 0, 20)
	f.Fuzz(func(t *testing.T, line string, start, end, room int) {
		start = boundary(line, start)
		end = max(start, boundary(line, end))
		room = min(max(room, leastRoom), 300)
		span := text.Span{Start: start, End: end}
		s := lay(line, span, room)
		if n := columns(s.shown); n > room {
			t.Errorf("%q takes %d columns of %d", s.shown, n, room)
		}
		if !utf8.ValidString(s.shown) || strings.IndexFunc(s.shown, unseen) >= 0 {
			t.Errorf("%q lets the invisible through", s.shown)
		}
		from, to := s.column(start), s.after(end)
		if from < 0 || to < from || to > s.edges[len(s.edges)-1] {
			t.Errorf("%v of %q lies from %d to %d in %q", span, line, from, to, s.shown)
		}
		if end > start && to == from && strings.TrimSpace(line[start:end]) != "" {
			t.Errorf("%q is not to be seen in %q", line[start:end], s.shown)
		}
	})
}
