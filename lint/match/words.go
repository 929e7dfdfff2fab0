package match

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// Words are the words of lexicons: what the lists and words of phrases stand for.
type Words struct {
	lexicons []*lang.Lexicon
	often    map[uint64]int // words that copy is full of → how full
}

// A Stock is Words as far as the texts go that are to be judged: what has no word in them is left out. It keeps what it
// has made, for all the indexes made from it. It is for one goroutine.
type Stock struct {
	*Words
	vocabulary *text.Vocabulary
	sets       map[string]*wordSet
}

// For returns the words for texts with the vocabulary v, or for every text when v is nil.
func (w *Words) For(v *text.Vocabulary) *Stock {
	return &Stock{w, v, map[string]*wordSet{}}
}

// A wordSet is a list, or the words of a phrase, as terms.
type wordSet struct {
	terms   [][]text.Atom
	often   int // how often copy holds one of them, on the scale of commonest
	number  bool
	longest int // words of the longest term
}

// commonest is the scale of how often copy holds a word: by rank, as words are distributed (Zipf's law). A word that no
// lexicon lists as common counts for seldom.
const (
	commonest = 100_000
	seldom    = 1
	full      = commonest / 3 // from here on copy is full of a set, and finding it tells nothing
)

// How often copy holds a count, and another quantity: every label has some, so that they are an anchor only where a phrase
// has nothing else.
const (
	countsOften  = seldom
	numbersOften = 100 * commonest
)

// longestQuantity is how many words a quantity has at most: "between 1 and 2 billion".
const longestQuantity = 12

// NewWords returns the words of lexicons.
func NewWords(lexicons []*lang.Lexicon) *Words {
	w := &Words{lexicons: lexicons, often: map[uint64]int{}}
	for _, lex := range lexicons {
		for rank, word := range lex.Common {
			w.often[text.HashWord(word)] = commonest / (rank + 10)
		}
	}
	return w
}

// Check reports what is wrong with the lists of the lexicons.
func (w *Words) Check() error {
	var problems []error
	for _, lex := range w.lexicons {
		for _, name := range slices.Sorted(maps.Keys(lex.Lists)) {
			for _, entry := range lex.Lists[name] {
				part := rule.Part{Text: entry}
				if strings.ContainsAny(entry, "@#<>") {
					problems = append(problems, fmt.Errorf("lang/%s.toml: in the list %q: the entry %q must be plain words: no list, number or gap", lex.Tag, name, entry))
				} else if _, err := part.Words(); err != nil {
					problems = append(problems, fmt.Errorf("lang/%s.toml: in the list %q: %w", lex.Tag, name, err))
				}
			}
		}
	}
	return errors.Join(problems...)
}

// set returns what a part of a phrase stands for. What cannot be read stands for nothing; Check has said so.
func (w *Stock) set(part *rule.Part) *wordSet {
	switch {
	case part.Kind == "count":
		return &wordSet{number: true, often: countsOften, longest: longestQuantity}
	case part.Kind != "":
		return &wordSet{number: true, often: numbersOften, longest: longestQuantity}
	}
	name := part.Text
	if part.List != "" {
		name = "@" + part.List
	}
	if set, ok := w.sets[name]; ok {
		return set
	}
	set := &wordSet{}
	w.sets[name] = set
	for _, lex := range w.lexicons { // words inflect as in every language: a form that does not exist harms nobody
		if part.List == "" {
			w.add(lex, set, part.Text)
			continue
		}
		for _, entry := range lex.Lists[part.List] {
			w.add(lex, set, entry)
		}
	}
	return set
}

// openers returns the words without which a number in words is no quantity: "billion", "twice".
func (w *Stock) openers() *wordSet {
	set := &wordSet{}
	for _, lex := range w.lexicons {
		for _, scales := range []map[string]float64{lex.Numbers.Scales, lex.Numbers.Plurals} {
			for word := range scales {
				if len(word) > 2 { // "b" and "bn" say something only behind figures
					w.hold(set, []text.Atom{text.NewAtom(word, false, false)})
				}
			}
		}
		for _, word := range lex.Numbers.Units["times"] {
			w.hold(set, []text.Atom{text.NewAtom(word, false, false)})
		}
	}
	return set
}

// A placed phrase is one with the file that it stands in.
type placed struct{ place, text string }

// phrases returns what r looks for: its own phrases, and those that lexicons have for it.
func (w *Words) phrases(r *rule.Rule) (all []placed) {
	for _, phrase := range r.Find.Phrases {
		all = append(all, placed{r.File, phrase})
	}
	for _, lex := range w.lexicons {
		for _, phrase := range lex.Phrases[r.ID] {
			all = append(all, placed{"lang/" + lex.Tag + ".toml", phrase})
		}
	}
	return all
}

// Excuses returns the phrases that lexicons have to excuse a match of the rule called id.
func (w *Words) Excuses(id string) (all []string) {
	for _, lex := range w.lexicons {
		all = append(all, lex.Excuses[id]...)
	}
	return all
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

// add adds the sequences of words, in all the forms that lex gives them, to set.
func (w *Stock) add(lex *lang.Lexicon, set *wordSet, words string) {
	v := w.vocabulary
	if !mayStart(words, v) {
		return
	}
	part := rule.Part{Text: words}
	sequences, err := part.Words()
	if err != nil {
		return
	}
	for _, sequence := range sequences {
		if !v.MayStart(sequence[0].Word) {
			continue
		}
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
			if v.Allows(t) {
				w.hold(set, t)
			}
		}
	}
}

// mayStart reports whether the vocabulary has a word that words may begin with.
func mayStart(words string, v *text.Vocabulary) bool {
	rest, choice := strings.CutPrefix(words, "(")
	if !choice {
		first, _, _ := strings.Cut(words, " ")
		return v.MayStart(first)
	}
	rest, _, _ = strings.Cut(rest, ")")
	for first := range strings.SplitSeq(rest, "|") {
		first, _, _ = strings.Cut(first, " ")
		if v.MayStart(first) {
			return true
		}
	}
	return false
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

// rarer is by how much a word more makes a term rarer.
const rarer = 20

// hold adds a term to a set. Copy holds a term as often as the rarest of its words, or less where it has several.
func (w *Words) hold(set *wordSet, term []text.Atom) {
	often := commonest
	for i := range term {
		term[i].Often = w.often[term[i].Hash()]
		often = min(often, term[i].Often)
	}
	for range len(term) - 1 {
		often /= rarer
	}
	set.terms = append(set.terms, term)
	set.often += max(often, seldom)
	set.longest = max(set.longest, len(term))
}

// Has reports whether a lexicon has the list called name.
func (w *Words) Has(name string) bool {
	return slices.ContainsFunc(w.lexicons, func(lex *lang.Lexicon) bool { return len(lex.Lists[name]) > 0 })
}
