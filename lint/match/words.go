package match

import (
	"fmt"
	"slices"
	"sort"

	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// Words are the words of lexicons made ready to be looked for: lists read, inflected and hashed, each once for all the
// indexes that use it. It is filled by one goroutine.
type Words struct {
	lexicons []*lang.Lexicon
	often    map[uint64]int // words that copy is full of → how full
	sets     map[string]*wordSet
	problems map[string]bool // what was reported already
}

// A wordSet is a list, or the words of a phrase, as terms.
type wordSet struct {
	terms  [][]text.Atom
	often  int // how often copy holds one of them, on the scale of commonest
	number bool
}

// commonest is the scale of how often copy holds a word: by rank, as words are distributed (Zipf's law). A word that no
// lexicon lists as common counts for seldom.
const (
	commonest = 100_000
	seldom    = 1
	full      = commonest / 6 // from here on copy is full of a set, and finding it tells nothing
)

// NewWords returns the words of lexicons.
func NewWords(lexicons []*lang.Lexicon) *Words {
	w := &Words{lexicons: lexicons, often: map[uint64]int{}, sets: map[string]*wordSet{}, problems: map[string]bool{}}
	for _, lex := range lexicons {
		for rank, word := range lex.Common {
			w.often[text.HashWord(word)] = commonest / (rank + 10)
		}
	}
	return w
}

// openers returns the words without which a number in words is no quantity: "billion", "twice".
func (w *Words) openers() *wordSet {
	set, ok := w.sets["openers"]
	if ok {
		return set
	}
	set = &wordSet{}
	w.sets["openers"] = set
	for _, lex := range w.lexicons {
		for _, scales := range []map[string]float64{lex.Numbers.Scales, lex.Numbers.Plurals} {
			for word := range scales {
				if len(word) > 2 { // "b" and "bn" say something only behind figures
					w.add(set, []text.Atom{text.NewAtom(word, false, false)})
				}
			}
		}
		for _, word := range lex.Numbers.Units["times"] {
			w.add(set, []text.Atom{text.NewAtom(word, false, false)})
		}
	}
	return set
}

// quantity returns a set for a kind of quantity, whose members no trie holds.
func (w *Words) quantity(kind string) *wordSet {
	set := &wordSet{number: true, often: numbersOften}
	if kind == "count" {
		set.often = countsOften
	}
	return set
}

// How often copy holds a count, and another quantity: every label has some, so that they are an anchor only where a phrase
// has nothing else.
const (
	countsOften  = seldom
	numbersOften = 100 * commonest
)

// list returns the set of the list called name, of all lexicons that have it, and what is wrong with it.
func (w *Words) list(name string) (set *wordSet, problems []string) {
	if set, ok := w.sets["@"+name]; ok {
		return set, nil
	}
	set = &wordSet{}
	w.sets["@"+name] = set
	found := false
	for _, lex := range w.lexicons {
		entries, ok := lex.Lists[name]
		found = found || ok
		for _, entry := range entries {
			p, err := rule.ParsePhrase(entry)
			switch {
			case err != nil:
				problems = append(problems, fmt.Sprintf("lang/%s.toml: in the list %q: %s", lex.Tag, name, err))
			case len(p.Parts) != 1 || p.Parts[0].Words == nil:
				problems = append(problems, fmt.Sprintf("lang/%s.toml: in the list %q: the entry %q must be plain words: no list, number or gap", lex.Tag, name, entry))
			default:
				w.sequences(lex, set, p.Parts[0].Words)
			}
		}
	}
	if !found {
		problems = append(problems, w.missing(name))
	}
	return set, problems
}

func (w *Words) missing(name string) string {
	var known []string
	for _, lex := range w.lexicons {
		for k := range lex.Lists {
			known = append(known, k)
		}
	}
	sort.Strings(known)
	hint := ""
	if near := text.Nearest(name, known); near != "" {
		hint = fmt.Sprintf("; did you mean @%s?", near)
	}
	return fmt.Sprintf("no lexicon has the list @%s%s", name, hint)
}

// literal returns the set of a part that is words of its own. They inflect as in every language: a form that does not exist
// harms nobody.
func (w *Words) literal(part rule.Part) *wordSet {
	if set, ok := w.sets[part.Text]; ok {
		return set
	}
	set := &wordSet{}
	w.sets[part.Text] = set
	for _, lex := range w.lexicons {
		w.sequences(lex, set, part.Words)
	}
	return set
}

// sequences adds word sequences, in all the forms that lex gives their words, to set.
func (w *Words) sequences(lex *lang.Lexicon, set *wordSet, sequences [][]rule.Atom) {
	for _, sequence := range sequences {
		terms := [][]text.Atom{make([]text.Atom, 0, len(sequence))}
		for _, atom := range sequence {
			forms := w.forms(lex, atom)
			if len(forms) == 1 {
				for i := range terms {
					terms[i] = append(terms[i], forms[0])
				}
				continue
			}
			longer := make([][]text.Atom, 0, len(terms)*len(forms))
			for _, t := range terms {
				for _, f := range forms {
					longer = append(longer, append(slices.Clone(t), f))
				}
			}
			terms = longer
		}
		for _, t := range terms {
			w.add(set, t)
		}
	}
}

// forms returns what an atom of a phrase stands for.
func (w *Words) forms(lex *lang.Lexicon, atom rule.Atom) []text.Atom {
	if atom.Form != rule.Inflected {
		return []text.Atom{text.NewAtom(atom.Word, atom.Form == rule.Stem, atom.Form == rule.Caps)}
	}
	var forms []text.Atom
	for _, f := range lex.Forms(atom.Word) {
		forms = append(forms, text.NewAtom(f, false, false))
	}
	return forms
}

// add adds a term to a set. Copy holds a term about as often as the rarest of its words.
func (w *Words) add(set *wordSet, term []text.Atom) {
	often := commonest
	for i := range term {
		term[i].Often = w.often[term[i].Hash()]
		often = min(often, max(term[i].Often, seldom))
	}
	set.terms = append(set.terms, term)
	set.often += often
}

// Has reports whether a lexicon has the list called name.
func (w *Words) Has(name string) bool {
	return slices.ContainsFunc(w.lexicons, func(lex *lang.Lexicon) bool { return len(lex.Lists[name]) > 0 })
}
