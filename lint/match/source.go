package match

import (
	"strings"

	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/text"
)

// sources knows which words of INCI names a source named in copy may stand as.
type sources map[string][]string

func newSources(lexicons []*lang.Lexicon) sources {
	s := sources{}
	for _, lex := range lexicons {
		for word, names := range lex.Sources {
			s[text.Fold(word)] = names
		}
	}
	return s
}

// contradicted keeps the matches whose words name a source, when the vesicles of the ingredient list all come from
// another.
func (known sources) contradicted(_ *Set, l *label.Label, matches []Match) []Match {
	var (
		kept     []Match
		vesicles []*inci.Entry
		holder   *label.Section
	)
	for i := range l.Lists {
		for j := range l.Lists[i].Entries {
			if e := &l.Lists[i].Entries[j]; e.Has("vesicle") {
				if e.Has("vesicle-unnamed") {
					return nil // the list does not say; nothing can contradict it
				}
				vesicles, holder = append(vesicles, e), l.Lists[i].Section
			}
		}
	}
	if vesicles == nil {
		return nil
	}
	for _, m := range matches {
		names := known.named(m.Section.Text[m.Span.Start:m.Span.End])
		if names == nil || agrees(names, vesicles) {
			continue
		}
		m.Other = &Other{holder, vesicles[0].Span}
		kept = append(kept, m)
	}
	return kept
}

// named returns the INCI words for the sources that the quote names, nil when it names none that is known.
func (known sources) named(quote string) []string {
	var names []string
	for i := 0; i < len(quote); {
		w, next, ok := text.ReadWord(quote, i)
		if i = next; ok {
			names = append(names, known[text.Fold(quote[w.Start:w.End])]...)
		}
	}
	return names
}

func agrees(names []string, vesicles []*inci.Entry) bool {
	for _, e := range vesicles {
		written := text.Fold(e.Text + " " + e.Name)
		for _, n := range names {
			if strings.Contains(written, text.Fold(n)) {
				return true
			}
		}
	}
	return false
}
