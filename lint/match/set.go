package match

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// A Match is a place where the condition of a rule holds.
type Match struct {
	Condition *Condition
	Section   *label.Section
	Sentence  text.Span   // in Section.Text; that of the entry for an ingredient
	Span      text.Span   // in Section.Text
	Entry     *inci.Entry // the ingredient, when the rule looks for one
	Other     *Other      // the place that makes it a problem, when the condition compares two
}

// Other is a second place that a match points at.
type Other struct {
	Section *label.Section
	Span    text.Span
}

// A Condition is what one rule looks for; a rule with each has one for every value.
type Condition struct {
	Number int // its place in Set.Conditions
	Rule   *rule.Rule
	Each   string
	kinds  []string           // of sections
	above  []string           // selectors of Rule.Find.Above
	over   map[string]float64 // selector of an ingredient → the share in percent that its entry must exceed
	gate   Gates              // words that it needs somewhere on the label
}

// Expand puts the condition's value of each into s.
func (c *Condition) Expand(s string) string { return strings.ReplaceAll(s, "{each}", c.Each) }

// A Set is all rules made ready to match. It never changes and is shared.
type Set struct {
	Conditions []*Condition

	parser     *label.Parser
	builder    *Builder
	index      *Index
	phrases    []*Condition            // phrase → the condition it belongs to
	searched   map[string]bool         // kinds of sections that a phrase is looked for in
	entries    map[string][]*Condition // %class, *, or name → conditions that look for it
	listed     Gates                   // of conditions that look for ingredients: with one open, lists must be read
	comparing  []*Condition            // conditions whose matches are compared with each other
	comparable map[*Condition]comparison
}

// A comparison keeps, of the matches of one condition in one product, those that cannot be true together with something
// else on the label.
type comparison func(s *Set, l *label.Label, matches []Match) []Match

// Compile makes rules ready. The error names every problem of every rule and list. For says for which text the set is.
func Compile(rules []*rule.Rule, words *Words, parser *label.Parser) (*Set, error) {
	s := &Set{parser: parser, searched: map[string]bool{}, entries: map[string][]*Condition{}, comparable: map[*Condition]comparison{}}
	b := NewBuilder(words, parser.Quantities)
	s.builder = b
	sources := newSources(words.lexicons)
	for _, r := range rules {
		each := r.Each
		if each == nil {
			each = []string{""}
		}
		for _, value := range each {
			c := &Condition{Number: len(s.Conditions), Rule: r, Each: value, kinds: r.Sections}
			if c.kinds == nil {
				c.kinds = rule.DefaultSections
			}
			c.above = Selectors(c, r.Find.Above)
			for name, share := range r.Find.Over {
				if c.over == nil {
					c.over = map[string]float64{}
				}
				c.over[selector(name)] = share
			}
			c.gate = s.gate(b, c)
			s.Conditions = append(s.Conditions, c)
			for _, phrase := range words.phrases(r) {
				b.Add(phrase.place, c.Expand(phrase.text), c.gate)
				s.phrases = append(s.phrases, c)
				for _, kind := range c.kinds {
					s.searched[kind] = true
				}
			}
			for _, name := range ingredients(&r.Find) {
				key := selector(c.Expand(name))
				s.entries[key] = append(s.entries[key], c)
				s.listed |= c.gate
			}
			switch {
			case r.Find.Counts != "":
				s.compare(c, disagreeing)
			case r.Find.Source != "":
				s.compare(c, sources.contradicted)
			}
		}
	}
	return s, b.Err()
}

// For returns the set ready to find matches in the texts that stock is for.
func (s *Set) For(stock *Stock) *Set {
	of := *s
	of.index = s.builder.Index(stock)
	return &of
}

func (s *Set) compare(c *Condition, f comparison) {
	s.comparing = append(s.comparing, c)
	s.comparable[c] = f
}

// ingredients returns the names of what f looks for in lists.
func ingredients(f *rule.Find) []string {
	switch {
	case f.Order != "":
		return []string{"*"}
	case f.Over != nil:
		return slices.Sorted(maps.Keys(f.Over))
	}
	return f.Ingredients
}

// Selectors returns what entries are found by that the condition's rule calls names: "%class" and "*" as they are, a name
// folded. It is nil for no names.
func Selectors(c *Condition, names []string) (all []string) {
	for _, name := range names {
		all = append(all, selector(c.Expand(name)))
	}
	return all
}

func selector(name string) string {
	if strings.HasPrefix(name, "%") || name == "*" {
		return name
	}
	return text.Fold(name)
}

// gate returns the gate of the words that a [[given]] of the condition asks for somewhere on the label.
func (s *Set) gate(b *Builder, c *Condition) Gates {
	for _, g := range c.Rule.Given {
		if len(g.Says) > 0 && len(g.Ingredients) == 0 && g.Where == "product" {
			says := make([]string, len(g.Says))
			for i, phrase := range g.Says {
				says[i] = c.Expand(phrase)
			}
			return b.Gate(c.Rule.File, says)
		}
	}
	return Free
}

// Traces are the places of one item's parts that may hold a match.
type Traces struct {
	parts [][]Trace
	any   bool  // there is one, or lists must be read
	words bool  // there is a word
	open  Gates // those that are open
}

// Empty reports whether the item holds no word.
func (t *Traces) Empty() bool { return !t.words }

// None reports whether nothing in the item can match.
func (t *Traces) None() bool { return !t.any }

// Scan looks through the parts of item, quickly. Where it finds no trace there is no match, and the label need not be read.
func (s *Set) Scan(item *format.Item, m *Memory) *Traces {
	traces := &m.traces
	traces.any, traces.words, traces.open = false, false, Free
	for len(traces.parts) < len(item.Parts) {
		traces.parts = append(traces.parts, nil)
	}
	parts := traces.parts[:len(item.Parts)]
	may := Free // gates that may be open
	for i := range parts {
		var any bool
		parts[i], any = s.index.Scan(item.Parts[i].Text.Text, m, parts[i][:0])
		traces.words = traces.words || any
		for j := range parts[i] {
			may |= parts[i][j].Opens
		}
	}
	for i := range parts {
		parts[i] = s.promising(item.Parts[i].Text.Text, parts[i], m, may, &traces.open)
	}
	for i := range parts {
		parts[i] = slices.DeleteFunc(parts[i], func(t Trace) bool { return t.Wants&traces.open == 0 })
		traces.any = traces.any || len(parts[i]) > 0
	}
	traces.any = traces.any || traces.open&s.listed != 0
	return traces
}

// promising keeps the traces whose sentence may hold a phrase, when the gates in may are open, and adds to open those that the
// sentences open. A sentence of the bare text holds those of the label's sections that it will be cut into, so that nothing is
// lost.
func (s *Set) promising(t string, traces []Trace, m *Memory, may Gates, open *Gates) []Trace {
	kept := traces[:0]
	done := 0
	var wants Gates
	for _, trace := range traces {
		if trace.Wants&may == 0 && trace.Opens&^*open == 0 {
			continue
		}
		if trace.At >= done {
			wants = 0
			done = s.sentence(t, done, trace.At, m, func(words []text.Word, _ text.Span) {
				wants, *open = s.index.promising(t, words, m, may, *open)
			})
		}
		if !trace.Look {
			trace.Wants = 0
		}
		if trace.Wants |= wants; trace.Wants != 0 {
			kept = append(kept, trace)
		}
	}
	return kept
}

// sentence calls use with the sentence of t that holds offset at, if one does, and returns where the next begins. No sentence
// before offset done is looked at.
func (s *Set) sentence(t string, done, at int, m *Memory, use func(words []text.Word, span text.Span)) int {
	// a sentence begins at the latest behind the blank line before
	if i := strings.LastIndex(t[done:at], "\n\n"); i >= 0 {
		done += i + 2
	}
	sentences := s.parser.SentenceAt(t, done)
	sentences.Words = m.words[:0]
	for sentences.Next() {
		if done = sentences.At(); done > at {
			use(sentences.Words, sentences.Span)
			break
		}
	}
	m.words = sentences.Words
	return max(done, at+1)
}

// Find returns every match in l, which was read from the item that traces are of, those of one condition that overlap
// too: judge may excuse the one and not the other.
func (s *Set) Find(l *label.Label, traces *Traces, m *Memory) []Match {
	var matches []Match
	next, part := 0, -1
	for i := range l.Sections {
		section := &l.Sections[i]
		if section.Part != part {
			next, part = 0, section.Part
		}
		of := traces.parts[part]
		for next < len(of) && of[next].At < section.At {
			next++
		}
		first := next
		for next < len(of) && of[next].At < section.At+len(section.Text) {
			next++
		}
		if s.searched[section.Kind] {
			matches = s.section(section, of[first:next], traces.open, m, matches)
		}
	}
	matches = s.ingredients(l, traces.open, matches)
	for _, c := range s.comparing {
		matches = s.refine(l, c, matches)
	}
	return matches
}

// section appends the matches in the sentences of a section that have a trace, of conditions whose gate is open.
func (s *Set) section(section *label.Section, traces []Trace, open Gates, m *Memory, matches []Match) []Match {
	t, done := section.Text, 0
	for _, trace := range traces {
		at := trace.At - section.At
		if at < done {
			continue
		}
		done = s.sentence(t, done, at, m, func(words []text.Word, span text.Span) {
			for _, f := range s.index.whole(t, words, m) {
				if c := s.phrases[f.Phrase]; c.gate&open != 0 && slices.Contains(c.kinds, section.Kind) {
					matches = append(matches, Match{Condition: c, Section: section, Sentence: span, Span: m.span(words, f)})
				}
			}
		})
	}
	return matches
}

// ingredients adds the entries of l's lists that conditions look for whose gate is open.
func (s *Set) ingredients(l *label.Label, open Gates, matches []Match) []Match {
	if s.listed&open == 0 {
		return matches
	}
	for i := range l.Lists {
		list := &l.Lists[i]
		for j := range list.Entries {
			e := &list.Entries[j]
			for _, selector := range e.Selectors {
				for _, c := range s.entries[selector] {
					if c.gate&open == 0 {
						continue
					}
					if other, ok := c.fits(list, e, selector); ok {
						m := Match{Condition: c, Section: list.Section, Sentence: e.Span, Span: e.Span, Entry: e}
						if other != nil {
							m.Other = &Other{list.Section, other.Span}
						}
						matches = append(matches, m)
					}
				}
			}
		}
	}
	return matches
}

// fits reports whether the condition holds for the entry e of list, which selector found, and with which other entry.
func (c *Condition) fits(list *label.List, e *inci.Entry, selector string) (other *inci.Entry, ok bool) {
	f := &c.Rule.Find
	switch f.Order {
	case "disagrees":
		other = list.Disagrees(e)
		return other, other != nil
	case "alphabetical":
		return nil, e.Unordered && list.Opens(e)
	}
	if f.Over != nil {
		return nil, e.Percent != nil && *e.Percent > c.over[selector]
	}
	return nil, (f.Below == "" || e.BelowOne()) && (c.above == nil || list.Above(e, c.above))
}

// InOrder compares where two matches stand on the label; of two that begin together the longer comes first.
func InOrder(a, b Match) int {
	return cmp.Or(a.Section.Number-b.Section.Number, a.Span.Start-b.Span.Start, b.Span.End-a.Span.End)
}

// refine replaces the matches of c by those that its comparison keeps.
func (s *Set) refine(l *label.Label, c *Condition, matches []Match) []Match {
	var own, others []Match
	for _, m := range matches {
		if m.Condition == c {
			own = append(own, m)
		} else {
			others = append(others, m)
		}
	}
	slices.SortStableFunc(own, InOrder)
	return append(others, s.comparable[c](s, l, own)...)
}
