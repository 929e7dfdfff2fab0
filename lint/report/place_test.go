package report

import (
	"math/rand"
	"testing"

	"github.com/exolint/exolint/lint/text"
)

// The vector of the formats' reference: in characters, not in bytes or UTF-16.
func TestPlaceOfWideText(t *testing.T) {
	s := &text.Source{Text: "엑소좀 🧪 500억개"}
	var p placer
	if got, want := p.find(s, in(s, "500").Start), (text.Place{Line: 1, Column: 7}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A place does not depend on which was asked for before.
func TestPlaceInAnyOrder(t *testing.T) {
	sources := []*text.Source{
		{Text: "Exo 엑소좀\r\n\r\n20 billion\rper vial\n"},
		{Text: "one line"},
		{Text: ""},
	}
	type question struct {
		s  *text.Source
		at int
	}
	var questions []question
	for _, s := range sources {
		for at := range s.Text { // starts of characters
			questions = append(questions, question{s, at})
		}
		questions = append(questions, question{s, len(s.Text)})
	}
	random := rand.New(rand.NewSource(1))
	var p placer
	for range 2000 {
		q := questions[random.Intn(len(questions))]
		if got, want := p.find(q.s, q.at), q.s.Place(q.at); got != want {
			t.Fatalf("%d in %q: got %v, want %v", q.at, q.s.Text, got, want)
		}
	}
}

func TestWhere(t *testing.T) {
	tests := []struct {
		name   string
		source text.Source
		want   string
	}{
		{"a file", text.Source{Path: "a.txt"}, "a.txt:1:1"},
		{"standard input", text.Source{Path: "-"}, "-:1:1"},
		{"a field of a record", text.Source{Path: "a.jsonl", Record: "7", Field: "text"}, "a.jsonl record 7 field text:1:1"},
		{"a field without a record", text.Source{Path: "a.jsonl", Field: "text"}, "a.jsonl field text:1:1"},
		{"a product within a file", text.Source{Path: "a.html", Record: "7"}, "a.html:1:1 record 7"},
		{"hostile", text.Source{Path: "a\n.txt", Record: "\x1b[2J", Field: "\u202e"}, "a␊.txt record ␛[2J field ‹U+202E›:1:1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p placer
			if got := p.where(&tt.source, 0); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
