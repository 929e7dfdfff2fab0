package format_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/text"
)

func TestUnreadable(t *testing.T) {
	tests := []struct{ name, format, in, want string }{
		{"empty", "text", "", "it is empty; there is nothing to judge"},
		{"blank", "text", " \n\t", "it is empty; there is nothing to judge"},
		{"only a byte order mark", "text", "\ufeff", "it is empty; there is nothing to judge"},
		{"binary", "text", "ab\x00c", "it is not text (a NUL byte at offset 2); save the copy as plain text in UTF-8"},
		{"another encoding", "text", "one\ntw\xe9", "it is not valid UTF-8 (byte 0xe9 on line 2, offset 6); convert it to UTF-8"},
		{"UTF-16", "text", "\xff\xfea\x00", "it is UTF-16; convert it to UTF-8"},
		{"empty records", "jsonl", "\n \n", "it is empty; there is nothing to judge"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := format.Lookup(tt.format)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Read("x", tt.in); err == nil || err.Error() != tt.want {
				t.Errorf("%q: got %v, want %s", tt.in, err, tt.want)
			}
		})
	}
}

// A byte order mark is not read, but positions count it.
func TestByteOrderMark(t *testing.T) {
	items, err := format.For("label.txt").Read("label.txt", "\ufeffAqua")
	if err != nil {
		t.Fatal(err)
	}
	view := items[0].Parts[0].Text
	if home := view.Home(text.Span{Start: 0, End: 4}); view.Text != "Aqua" || home != (text.Span{Start: 3, End: 7}) {
		t.Errorf("%q stands at %v, want \"Aqua\" at 3 to 7", view.Text, home)
	}
}

func TestRecords(t *testing.T) {
	in := `{"id":"a","text":"T","ingredients":"Aqua"}

{"id":7,"claims":"C","front":"F","markets":["us"],"unknown":1}
{"id":"c"}
oops
{"name":"N"}
`
	items, err := format.For("x.jsonl").Read("x.jsonl", in)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, item := range items {
		said := item.Record
		for _, p := range item.Parts {
			said += " " + p.Text.Source.Field + "(" + p.Kind + ")=" + p.Text.Text + "@" + p.Text.Source.Record
		}
		if item.Err != nil {
			said += " ! " + item.Err.Error()
		}
		got = append(got, said+" "+strings.Join(item.Markets, ","))
	}
	want := []string{
		"a text()=T@a ingredients(ingredients)=Aqua@a ",
		"7 front(front)=F@7 claims(claims)=C@7 us",
		"c ! line 4: the record has no text: none of name, front, text, claims, description, directions, warnings, storage, company, reviews, footnote, ingredients among its keys (id) ",
		"5 ! line 5: this is not JSON: invalid character 'o' looking for beginning of value ",
		"6 name(name)=N@6 ",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func FuzzJSONL(f *testing.F) {
	f.Add(`{"id":"a","text":"T"}`)
	f.Add("{\"id\":1,\"text\":\"\\ud800\"}\n[\n\xff")
	f.Fuzz(func(t *testing.T, in string) {
		reader, err := format.Lookup("jsonl")
		if err != nil {
			t.Fatal(err)
		}
		items, err := reader.Read("x", in)
		if err != nil {
			return
		}
		for _, item := range items {
			if (item.Err == nil) == (item.Parts == nil) {
				t.Errorf("%q gives the parts %v and the error %v", in, item.Parts, item.Err)
			}
		}
	})
}

// What each reader reads of the files in testdata/format/<format>, part by part, with where every word stands.
func TestReaders(t *testing.T) {
	for _, f := range format.Formats {
		names, err := filepath.Glob(filepath.Join("..", "..", "testdata", "format", f.Name, "*"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, ".read") {
				continue
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			items, err := f.Read(filepath.Base(name), string(data))
			if err != nil {
				fmt.Fprintln(&out, "error:", err)
			}
			for _, item := range items {
				fmt.Fprintf(&out, "item %q %v %v\n", item.Record, item.Markets, item.Err)
				for _, p := range item.Parts {
					fmt.Fprintf(&out, "  part %q field %q product %q\n", p.Kind, p.Text.Source.Field, p.Text.Source.Product)
					for line := range strings.SplitSeq(p.Text.Text, "\n") {
						fmt.Fprintf(&out, "    %q\n", line)
					}
					fmt.Fprintf(&out, "    stands at %s\n", strings.Join(stands(t, p.Text), " "))
				}
			}
			golden.Check(t, name+".read", out.String())
		}
	}
}

// stands returns the offset of each word of view in its source, and checks that the word stands there.
func stands(t *testing.T, view text.View) (all []string) {
	t.Helper()
	end := 0
	for i := 0; i < len(view.Text); {
		w, next, ok := text.ReadWord(view.Text, i)
		i = next
		if !ok {
			continue
		}
		home := view.Home(w.Span())
		if home.Start < 0 || home.End > len(view.Source.Text) || home.Start >= home.End || home.Start < end-len(view.Source.Text) {
			t.Fatalf("the word %q stands at %v of %q", view.Text[w.Start:w.End], home, view.Source.Text)
		}
		end = home.End
		said, there := text.Fold(view.Text[w.Start:w.End]), text.Fold(view.Source.Text[home.Start:home.End])
		if !strings.ContainsAny(there, "&\\") && !within(said, there) { // marks may stand between its letters
			t.Fatalf("the word %q stands at %v, where %q is", said, home, there)
		}
		all = append(all, fmt.Sprint(home.Start))
	}
	return all
}

// within reports whether the letters of word stand in s, in order.
func within(word, s string) bool {
	for _, r := range word {
		i := strings.IndexRune(s, r)
		if i < 0 {
			return false
		}
		s = s[i+utf8.RuneLen(r):]
	}
	return true
}

// Whatever is read, its words stand where they say.
func FuzzReaders(f *testing.F) {
	for _, name := range []string{"html/product.html", "html/hostile.html", "markdown/product.md", "markdown/hostile.md", "csv/shopify.csv", "csv/amazon.tsv", "csv/hostile.csv", "json/theme.json", "json/products.json", "json/hostile.json"} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "format", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("<p a=>&")
	f.Add("<script type=\"ld+json\">{\"name\":\"\\ud83d\\ude00\\")
	f.Fuzz(func(t *testing.T, in string) {
		for _, reader := range format.Formats {
			items, err := reader.Read("x", in)
			if err != nil {
				continue
			}
			for _, item := range items {
				for _, p := range item.Parts {
					stands(t, p.Text)
				}
			}
		}
	})
}
