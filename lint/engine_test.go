package lint

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/text"
)

// A short text is judged with an engine made for its words alone. It must say what the engine for every text says.
func TestShortTextEngineSaysTheSame(t *testing.T) {
	l, err := New(Options{WhyNot: true})
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("../testdata/label/*/*.txt")
	claims, _ := filepath.Glob("../testdata/claims/*.jsonl")
	if len(files) < 20 || len(claims) < 2 {
		t.Fatalf("found %d labels and %d files of claims: the test data has moved", len(files), len(claims))
	}
	found := 0
	for _, name := range append(files, claims...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		items, err := format.For(name).Read(name, string(data))
		if err != nil {
			t.Fatal(err)
		}
		step := 1 + len(items)/12 // of a file of claims, some: an engine is made for each
		for i := 0; i < len(items); i += step {
			words := &text.Vocabulary{}
			for _, part := range items[i].Parts {
				words.Add(part.Text.Text)
			}
			short := said(l.item(l.make(words), &items[i], &match.Memory{}))
			whole := said(l.item(l.whole(), &items[i], &match.Memory{}))
			found += len(whole)
			if !slices.Equal(short, whole) {
				t.Errorf("%s, item %d: a short text's engine says\n%q\nand the whole one\n%q", name, i+1, short, whole)
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d findings in all: nothing was compared", found)
	}
}

// An ingredient that a rule names is seen by every name it goes by, though nothing else on the label leaves a trace.
func TestNamedIngredientsAreSeenByAnyName(t *testing.T) {
	l, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Butylphenyl Methylpropional", "Lilial", "Parfum", "Fragrance", "Exosomes"} {
		r, err := l.Text("Ingredients: Aqua, Glycerin, Squalane, " + name + ".")
		if err != nil || len(r.Findings) == 0 {
			t.Errorf("%s in a list: %d findings (%v)", name, len(r.Findings), err)
		}
	}
}

// said returns what a result says, in words.
func said(r Result) (all []string) {
	for _, f := range append(r.Findings, r.Excused...) {
		all = append(all, fmt.Sprint(f.Rule, f.Span, f.Severity, f.Message, f.Excused, f.Markets))
	}
	return all
}
