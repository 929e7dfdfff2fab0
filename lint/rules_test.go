package lint_test

import (
	"testing"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/rule"
)

// Every rule proves itself by its examples, of which it has three that are flagged and three near misses at least.
func TestRules(t *testing.T) {
	l, err := lint.New(lint.Options{Manual: true})
	if err != nil {
		t.Fatal(err)
	}
	ran, failures := l.Examples(func(*rule.Rule) bool { return true })
	for _, f := range failures {
		t.Error(f)
	}
	if ran < 500 {
		t.Errorf("only %d examples ran", ran)
	}
	for _, r := range l.Rules {
		flagged, silent := 0, 0
		for _, e := range r.Examples {
			if len(e.Finds) > 0 {
				flagged++
			} else {
				silent++
			}
		}
		if flagged < 3 || silent < 3 {
			t.Errorf("%s has %d flagged and %d silent examples; three of each are wanted", r.File, flagged, silent)
		}
	}
}

// A rule that is an error in a market says so on the authority of something that was itself read.
func TestErrorsRestOnWhatWasRead(t *testing.T) {
	l, err := lint.New(lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range l.Rules {
		loud, read := false, false
		for _, m := range rule.Markets {
			loud = loud || r.SeverityIn(m) == "error"
		}
		for _, id := range r.Basis {
			read = read || l.Bases[id].Certainty == "V1"
		}
		if loud && !read {
			t.Errorf("%s is an error somewhere, and every basis of it was read at second hand: %v", r.File, r.Basis)
		}
	}
}
