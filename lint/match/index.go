// Package match finds every place where a rule's condition holds, all rules in one pass over the words. Whether a place
// is excused is for judge to say.
package match

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// An Index finds phrases. It is built once, by a Builder, and shared by all goroutines.
//
// The words and lists of phrases are sets of terms. Every phrase has an anchor, the set that copy holds least often: the
// disease, not the verb. Finding is three sieves, each finer and dearer than the one before: a sentence must hold the
// anchor of a phrase; then the other telling sets of that phrase ("of" tells nothing); then all of its sets, in order and
// near enough. So the cost does not grow with the number of rules, and most sentences cost a look at their words.
type Index struct {
	anchors    *text.Terms      // of the sets that are the anchor of a phrase
	telling    *text.Terms      // of the sets that copy is not full of
	terms      *text.Terms      // of all sets
	needs      [][][]int32      // anchor → for each phrase it is the anchor of, the other telling sets
	chains     [][]chain        // first set → phrases that begin with it
	kinds      map[string]int32 // kind of quantity → its set
	wakes      []bool           // set → it stands for more than phrases: see Builder.Wake
	flat       bool             // every phrase is one set, and none a quantity
	numeric    []int32          // sets of quantities that are the anchor of a phrase
	quantities *label.Quantities
}

// opener is the set of the words without which a number in words is no quantity: "billion", "twice".
const opener = 0

// A chain is a phrase after its first part.
type chain struct {
	phrase int32
	rest   []link
}

type link struct {
	set int32
	gap int32
}

// A Found says that a phrase stands on words From up to To of a sentence, not including To.
type Found struct {
	Phrase   int
	From, To int
}

// Memory is what one goroutine reuses from sentence to sentence.
type Memory struct {
	words      []text.Word
	traces     Traces
	hits       []text.Hit
	telling    []text.Hit
	quantities []label.Quantity
	found      []Found
}

// A Builder collects phrases for an Index.
type Builder struct {
	lexicons []*lang.Lexicon
	index    *Index
	sets     map[string]int32 // what a set holds, as text → its number
	held     []held           // by number of the set
	anchors  [][]int32        // of each phrase, its sets
	wakes    [][]int32        // the same of the phrases that wake
	phrases  int
	problems []string
	reported map[string]bool
	often    map[uint64]int // words that copy is full of → how full
}

// held is a set while it is built.
type held struct {
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

// NewBuilder returns a builder for phrases that use the lists of lexicons.
func NewBuilder(lexicons []*lang.Lexicon, quantities *label.Quantities) *Builder {
	b := &Builder{
		lexicons: lexicons,
		index:    &Index{anchors: text.NewTerms(), telling: text.NewTerms(), terms: text.NewTerms(), kinds: map[string]int32{}, quantities: quantities},
		sets:     map[string]int32{},
		reported: map[string]bool{},
		often:    map[uint64]int{},
	}
	b.set("opener")
	for _, lex := range lexicons {
		for rank, w := range lex.Common {
			b.often[text.HashWord(w)] = commonest / (rank + 10)
		}
	}
	for _, lex := range lexicons {
		for _, words := range []map[string]float64{lex.Numbers.Scales, lex.Numbers.Plurals} {
			for w := range words {
				if len(w) > 2 { // "b" and "bn" say something only behind figures
					b.hold(opener, []text.Atom{{Word: w}})
				}
			}
		}
		for _, w := range lex.Numbers.Units["times"] {
			b.hold(opener, []text.Atom{{Word: w}})
		}
	}
	return b
}

// set returns the number of the set called name, and whether it is new.
func (b *Builder) set(name string) (int32, bool) {
	n, ok := b.sets[name]
	if !ok {
		n = int32(len(b.sets))
		b.sets[name] = n
		b.held = append(b.held, held{})
		b.index.chains = append(b.index.chains, nil)
	}
	return n, !ok
}

// hold adds a term to a set. Copy holds a term about as often as the rarest of its words.
func (b *Builder) hold(set int32, term []text.Atom) {
	often := commonest
	for i := range term {
		if !term[i].Stem && !term[i].Caps {
			term[i].Often = b.often[text.HashWord(term[i].Word)]
		}
		often = min(often, max(term[i].Often, seldom))
	}
	h := &b.held[set]
	h.terms = append(h.terms, term)
	h.often += often
}

// Wake adds a phrase that Find does not report, but whose anchor Scan does.
func (b *Builder) Wake(place, phrase string) {
	p, err := rule.ParsePhrase(phrase)
	if err != nil {
		b.problem("%s: in the phrase %q: %s", place, phrase, err)
		return
	}
	sets := make([]int32, len(p.Parts))
	for i, part := range p.Parts {
		sets[i] = b.part(place, part)
	}
	b.wakes = append(b.wakes, sets)
}

// Add adds a phrase and returns its number, counted from 0 in the order of the calls. What is wrong with it is reported
// by Index, with place in front.
func (b *Builder) Add(place, phrase string) int {
	n := b.phrases
	b.phrases++
	p, err := rule.ParsePhrase(phrase)
	if err != nil {
		b.problem("%s: in the phrase %q: %s", place, phrase, err)
		return n
	}
	sets := make([]int32, len(p.Parts))
	for i, part := range p.Parts {
		sets[i] = b.part(place, part)
	}
	b.anchors = append(b.anchors, sets)
	b.order(int32(n), p.Parts, sets)
	return n
}

// order adds the phrase in every order that its gaps allow.
func (b *Builder) order(phrase int32, parts []rule.Part, sets []int32) {
	for i := 1; i < len(parts); i++ {
		if !parts[i].Either {
			continue
		}
		// what stands before the gap and what stands behind it change places
		parts = slices.Clone(parts)
		parts[i].Either = false
		b.order(phrase, parts, sets)
		swapped := append(slices.Clone(parts[i:]), parts[:i]...)
		swapped[len(parts)-i].Gap = parts[i].Gap
		swapped[0].Gap = 0
		b.order(phrase, swapped, append(slices.Clone(sets[i:]), sets[:i]...))
		return
	}
	c := chain{phrase: phrase}
	for i := 1; i < len(parts); i++ {
		c.rest = append(c.rest, link{sets[i], int32(parts[i].Gap)})
	}
	b.index.chains[sets[0]] = append(b.index.chains[sets[0]], c)
}

// part returns the set that a part of a phrase asks for.
func (b *Builder) part(place string, part rule.Part) int32 {
	switch {
	case part.Kind != "":
		n, fresh := b.set("#" + part.Kind)
		if fresh {
			b.held[n].number = true
			b.index.kinds[part.Kind] = n
		}
		return n
	case part.List != "":
		n, fresh := b.set("@" + part.List)
		if fresh {
			b.list(place, n, part.List)
		}
		return n
	}
	n, fresh := b.set(fmt.Sprint(part.Words))
	if fresh {
		for _, lex := range b.lexicons { // a rule's own words inflect as in every language: what does not exist harms nobody
			b.words(lex, n, part.Words)
		}
		if len(b.lexicons) == 0 {
			b.words(&lang.Lexicon{}, n, part.Words)
		}
	}
	return n
}

// list adds the entries of the list called name, from every lexicon that has it, to set.
func (b *Builder) list(place string, set int32, name string) {
	found := false
	for _, lex := range b.lexicons {
		entries, ok := lex.Lists[name]
		found = found || ok
		for _, entry := range entries {
			p, err := rule.ParsePhrase(entry)
			where := fmt.Sprintf("lang/%s.toml: in the list %q", lex.Tag, name)
			switch {
			case err != nil:
				b.problem("%s: %s", where, err)
			case len(p.Parts) != 1 || p.Parts[0].Words == nil:
				b.problem("%s: the entry %q must be plain words: no list, number or gap", where, entry)
			default:
				b.words(lex, set, p.Parts[0].Words)
			}
		}
	}
	if !found {
		var known []string
		for _, lex := range b.lexicons {
			for k := range lex.Lists {
				known = append(known, k)
			}
		}
		sort.Strings(known)
		hint := ""
		if near := text.Nearest(name, known); near != "" {
			hint = fmt.Sprintf("; did you mean @%s?", near)
		}
		b.problem("%s: no lexicon has the list @%s%s", place, name, hint)
	}
}

// words adds sequences, in all the forms that lex gives their words, to set.
func (b *Builder) words(lex *lang.Lexicon, set int32, sequences [][]rule.Atom) {
	for _, sequence := range sequences {
		terms := [][]text.Atom{nil}
		for _, atom := range sequence {
			forms := []text.Atom{{Word: atom.Word, Stem: atom.Form == rule.Stem, Caps: atom.Form == rule.Caps}}
			if atom.Form == rule.Inflected {
				forms = nil
				for _, f := range lex.Forms(atom.Word) {
					forms = append(forms, text.Atom{Word: f})
				}
			}
			var longer [][]text.Atom
			for _, t := range terms {
				for _, f := range forms {
					longer = append(longer, append(slices.Clone(t), f))
				}
			}
			terms = longer
		}
		for _, t := range terms {
			b.hold(set, t)
		}
	}
}

func (b *Builder) problem(format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	if !b.reported[message] {
		b.reported[message] = true
		b.problems = append(b.problems, message)
	}
}

// Index returns the finished index. The error names every problem of every phrase and list that was used.
func (b *Builder) Index() (*Index, error) {
	if b.problems != nil {
		return nil, fmt.Errorf("%s", strings.Join(b.problems, "\n"))
	}
	b.index.flat = true
	for _, sets := range b.anchors {
		b.index.flat = b.index.flat && len(sets) == 1 && !b.held[sets[0]].number
	}
	b.index.needs = make([][][]int32, len(b.held))
	for _, sets := range b.anchors {
		anchor := b.anchor(sets)
		var others []int32
		for _, set := range sets {
			if set != anchor && !b.held[set].number && b.held[set].often < full {
				others = append(others, set)
			}
		}
		b.index.needs[anchor] = append(b.index.needs[anchor], others)
	}
	b.index.wakes = make([]bool, len(b.held))
	for _, sets := range b.wakes {
		b.index.wakes[b.anchor(sets)] = true
	}
	for n := range b.held {
		set, h := int32(n), &b.held[n]
		add(b.index.terms, set, h.terms)
		if h.often < full {
			add(b.index.telling, set, h.terms)
		}
		switch {
		case b.index.needs[set] == nil && !b.index.wakes[set]:
		case h.number:
			b.index.numeric = append(b.index.numeric, set)
			add(b.index.anchors, opener, b.held[opener].terms)
		default:
			add(b.index.anchors, set, h.terms)
		}
	}
	return b.index, nil
}

func add(to *text.Terms, set int32, terms [][]text.Atom) {
	for _, term := range terms {
		to.Add(set, term)
	}
}

// numbersOften is how often copy holds a quantity: every label has some, so that they are an anchor only where a phrase has
// nothing else.
const numbersOften = 100 * commonest

// anchor returns the set, of those of a phrase, that copy holds least often.
func (b *Builder) anchor(sets []int32) int32 {
	often := func(set int32) int {
		if b.held[set].number {
			return numbersOften
		}
		return b.held[set].often
	}
	return slices.MinFunc(sets, func(x, y int32) int { return often(x) - often(y) })
}

// A Trace is a place in a text where the anchor of a phrase stands: what must be looked at, and nothing else need be.
type Trace struct {
	At   int  // offset in the text
	Wake bool // the anchor is that of a phrase given to Builder.Wake
}

// ahead is how many words are read beyond the one that is looked at: more than any term has.
const ahead = 16

// Scan appends to traces where in t anchors stand, in order, and reports whether t holds a word at all. Text without a
// trace holds no phrase.
func (x *Index) Scan(t string, m *Memory, traces []Trace) (_ []Trace, any bool) {
	const room = 512
	if cap(m.words) < room {
		m.words = make([]text.Word, room)
	}
	words := m.words[:room]
	have, from := 0, 0 // words read; the first that was not looked at
	for at := 0; at < len(t) || from < have; {
		for have < room && at < len(t) {
			w := &words[have]
			next, ok := text.ReadPlain(t, at, w)
			if !ok {
				if *w, next, ok = text.ReadWord(t, at); !ok {
					at = next
					continue
				}
			}
			have++
			if at = next; at < len(t) && t[at] == ' ' {
				at++
			}
		}
		any = any || have > 0
		until := have
		if at < len(t) {
			until = have - ahead
		}
		for ; from < until; from++ {
			w := &words[from]
			if !x.anchors.May(w) && (len(x.numeric) == 0 || !w.Is(text.Digit)) {
				continue
			}
			m.hits = x.anchors.At(t, words[:have], from, m.hits[:0])
			if len(m.hits) == 0 && (len(x.numeric) == 0 || !w.Is(text.Digit)) {
				continue
			}
			trace := Trace{At: int(w.Start)}
			for _, h := range m.hits {
				trace.Wake = trace.Wake || x.wakes[h.Set]
			}
			traces = append(traces, trace)
		}
		// keep some words before the next, for terms whose anchor is not their first word
		keep := max(0, from-ahead)
		copy(words, words[keep:have])
		have, from = have-keep, from-keep
	}
	return traces, any
}

// promising reports whether the sentence words of t may hold a phrase: the first two sieves.
func (x *Index) promising(t string, words []text.Word, m *Memory) bool {
	hits := m.hits[:0]
	numbers := false
	for i := range words {
		w := &words[i]
		numbers = numbers || w.Is(text.Digit)
		if x.anchors.May(w) {
			hits = x.anchors.At(t, words, i, hits)
		}
	}
	m.hits = hits
	m.telling = m.telling[:0]
	for _, h := range hits {
		numbers = numbers || h.Set == opener
		if x.satisfied(t, words, h.Set, m) {
			return true
		}
	}
	if numbers {
		for _, set := range x.numeric {
			if x.satisfied(t, words, set, m) {
				return true
			}
		}
	}
	return false
}

// satisfied reports whether the sentence, which holds the anchor, holds the other telling sets of one of its phrases.
func (x *Index) satisfied(t string, words []text.Word, anchor int32, m *Memory) bool {
	for _, others := range x.needs[anchor] {
		if len(others) == 0 || x.tells(t, words, others, m) {
			return true
		}
	}
	return false
}

// tells reports whether the sentence holds all of sets. The telling sets that it holds are found once, into m.telling.
func (x *Index) tells(t string, words []text.Word, sets []int32, m *Memory) bool {
	if len(m.telling) == 0 {
		m.telling = append(m.telling, text.Hit{Set: -1})
		for i := range words {
			m.telling = x.telling.At(t, words, i, m.telling)
		}
	}
	for _, set := range sets {
		if !slices.ContainsFunc(m.telling, func(h text.Hit) bool { return h.Set == set }) {
			return false
		}
	}
	return true
}

// Find returns the phrases in the sentence words of t, which stay good until the next call with the same memory. Where a
// phrase can end in several places, the nearest parts are taken, and of those the longest.
func (x *Index) Find(t string, words []text.Word, m *Memory) []Found {
	m.quantities = m.quantities[:0]
	if x.flat {
		return x.single(t, words, m)
	}
	if !x.promising(t, words, m) {
		return nil
	}
	numbers := false
	hits := m.hits
	hits = hits[:0]
	for i := range words {
		if words[i].Is(text.Digit) {
			numbers = true
		}
		hits = x.terms.At(t, words, i, hits)
	}
	for _, h := range hits {
		if h.Set == opener {
			numbers = true
			break
		}
	}
	if numbers && len(x.kinds) > 0 {
		m.quantities = x.quantities.Find(t, words, m.quantities)
		for i := range m.quantities {
			q := &m.quantities[i]
			if set, ok := x.kinds[q.Kind]; ok {
				hits = append(hits, text.Hit{Set: set, From: int32(q.From), To: int32(q.To)})
			}
		}
	}
	m.hits = hits
	sortHits(hits)
	found := m.found[:0]
	for i := range hits {
		for j := range x.chains[hits[i].Set] {
			c := &x.chains[hits[i].Set][j]
			if to, ok := follow(hits, i, c.rest); ok {
				found = append(found, Found{int(c.phrase), int(hits[i].From), int(to)})
			}
		}
	}
	m.found = found
	return found
}

// single is Find for an index whose phrases are one set each.
func (x *Index) single(t string, words []text.Word, m *Memory) []Found {
	hits := m.hits[:0]
	for i := range words {
		hits = x.anchors.At(t, words, i, hits)
	}
	m.hits = hits
	sortHits(hits)
	found := m.found[:0]
	for _, h := range hits {
		for _, c := range x.chains[h.Set] {
			found = append(found, Found{int(c.phrase), int(h.From), int(h.To)})
		}
	}
	m.found = found
	return found
}

// sortHits puts hits in order of where they begin, the longer first. They nearly are.
func sortHits(hits []text.Hit) {
	for i := 1; i < len(hits); i++ {
		h := hits[i]
		j := i
		for j > 0 && (hits[j-1].From > h.From || hits[j-1].From == h.From && hits[j-1].To < h.To) {
			hits[j] = hits[j-1]
			j--
		}
		hits[j] = h
	}
}

// follow looks for the parts of rest behind hits[i] and returns where the last of them ends.
func follow(hits []text.Hit, i int, rest []link) (int32, bool) {
	if len(rest) == 0 {
		return hits[i].To, true
	}
	end := hits[i].To
	for j := i + 1; j < len(hits) && hits[j].From <= end+rest[0].gap; j++ {
		if hits[j].Set == rest[0].set && hits[j].From >= end {
			if to, ok := follow(hits, j, rest[1:]); ok {
				return to, true
			}
		}
	}
	return 0, false
}

// span returns where f stands in the text. A quantity at its end is taken whole: its words do not hold all of "10⁹",
// "10B+" or "92 %".
func (m *Memory) span(words []text.Word, f Found) text.Span {
	span := text.Span{Start: int(words[f.From].Start), End: int(words[f.To-1].End)}
	for i := range m.quantities {
		if q := &m.quantities[i]; q.From < f.To && f.From < q.To {
			span.End = max(span.End, q.Span.End)
		}
	}
	return span
}
