package format_test

import (
	"strings"
	"testing"

	"github.com/exolint/exolint/lint/format"
	_ "github.com/exolint/exolint/lint/golden"
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
