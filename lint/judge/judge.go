// Package judge decides which matches are findings. It looks at the whole product: what excuses a match (negation, hedges,
// a disclosure elsewhere), how much it weighs in the markets asked for, and how to say it. It does not know how phrases
// are written or how findings are printed.
package judge

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// A Judge turns matches into findings. It never changes and is shared.
type Judge struct {
	parser  *label.Parser
	bases   map[string]rule.Basis
	common  phraseBook // of the shared guards
	near    phraseBook // of guards that look at the sentence
	far     phraseBook // of guards that look further
	guards  []guardSet // by condition number
	shared  sharedLists
	markets []string          // that are judged unless an item names its own
	weights map[string]weight // rule → its weight in markets
}

// A phraseBook finds the phrases of guards.
type phraseBook struct {
	*match.Index
	builder *match.Builder
	owner   []int // phrase → number of the guard or shared list it belongs to
}

// A weight says in which markets a rule speaks, and its greatest severity there.
type weight struct {
	markets  []string
	severity finding.Severity
}

// guardSet is the guards of one condition, made ready.
type guardSet struct {
	given, unless []guard
}

// A guard is one [[given]] or [[unless]] of a condition.
type guard struct {
	rule.Guard
	number  int      // what its phrases are found as
	entries []string // selectors of the ingredients it looks for
	above   []string // selectors of those they must stand before
}

// New makes a judge for the conditions of set and for markets. The error names every problem of every guard's phrases.
func New(set *match.Set, words *match.Words, parser *label.Parser, bases map[string]rule.Basis, markets []string) (*Judge, error) {
	j := &Judge{parser: parser, bases: bases, markets: markets, weights: map[string]weight{}}
	books := []*phraseBook{&j.common, &j.near, &j.far}
	for _, book := range books {
		book.builder = match.NewBuilder(words, parser.Quantities)
	}
	count := 0
	add := func(book *phraseBook, place string, phrases []string) {
		for _, p := range phrases {
			book.builder.Add(place, p, match.Free)
			book.owner = append(book.owner, count)
		}
	}
	j.shared = newSharedLists(words, func(phrase string) int {
		add(&j.common, "shared guards", []string{phrase})
		count++
		return count - 1
	})
	for _, c := range set.Conditions {
		ready := func(guards []rule.Guard) []guard {
			var all []guard
			for _, g := range guards {
				r := guard{Guard: g, number: count, entries: match.Selectors(c, g.Ingredients), above: match.Selectors(c, g.Above)}
				says := make([]string, len(g.Says))
				for i, s := range g.Says {
					says[i] = c.Expand(s)
				}
				if r.far() || g.Where == "sentence" { // a sentence's footnote is further away
					add(&j.far, c.Rule.File, says)
				}
				if !r.far() {
					add(&j.near, c.Rule.File, says)
				}
				count++
				all = append(all, r)
			}
			slices.SortStableFunc(all, func(a, b guard) int { return a.cost() - b.cost() })
			return all
		}
		given := ready(c.Rule.Given)
		unless := c.Rule.Unless
		if says := words.Excuses(c.Rule.ID); says != nil {
			unless = append(slices.Clip(unless), rule.Guard{Says: says, Where: "sentence"})
		}
		j.guards = append(j.guards, guardSet{given, ready(unless)})
		j.weights[c.Rule.ID] = weigh(c.Rule, markets)
	}
	var problems []error
	for _, book := range books {
		problems = append(problems, book.builder.Err())
	}
	return j, errors.Join(problems...)
}

// For returns the judge ready for the texts that stock is for.
func (j *Judge) For(stock *match.Stock) *Judge {
	of := *j
	for _, book := range []*phraseBook{&of.common, &of.near, &of.far} {
		book.Index = book.builder.Index(stock)
	}
	return &of
}

// far reports whether the guard looks beyond the sentence of a match.
func (g *guard) far() bool { return g.Where == "product" || g.Where == "section" }

// cost puts guards in the order in which they are tried: what stands beside the match is known soonest.
func (g *guard) cost() int {
	switch {
	case g.entries != nil:
		return 1
	case g.far():
		return 2
	}
	return 0
}

// A verdict is a match that was judged: a finding, or excused.
type verdict struct {
	match  match.Match
	excuse string // why it was let pass; "" for a finding
	with   string // the words that the first given found
	notes  []finding.Note
	weight
}

// Judge judges the matches in l for markets and returns the findings, and, when whyNot is set, what was excused, both in
// the order of the label.
func (j *Judge) Judge(l *label.Label, matches []match.Match, markets []string, whyNot bool, memory *match.Memory) (findings, excused []finding.Finding) {
	if len(matches) == 0 {
		return nil, nil
	}
	p := &product{judge: j, label: l, memory: memory}
	var verdicts []verdict
	for _, m := range matches {
		v := verdict{match: m, weight: j.weights[m.Condition.Rule.ID]}
		if !slices.Equal(markets, j.markets) {
			v.weight = weigh(m.Condition.Rule, markets)
		}
		if v.severity == finding.Off {
			continue
		}
		given := false
		given, v.with, v.notes = p.given(&m)
		if !given {
			continue // the condition as a whole does not hold: this is not even a match
		}
		v.excuse = p.excuse(&m)
		verdicts = append(verdicts, v)
	}
	for _, v := range p.settle(verdicts) {
		if v.excuse == "" {
			findings = append(findings, j.finding(&v))
		} else if whyNot {
			excused = append(excused, j.finding(&v))
		}
	}
	return findings, excused
}

// weigh returns what r weighs in markets.
func weigh(r *rule.Rule, markets []string) (w weight) {
	for _, m := range markets {
		if name := r.SeverityIn(m); name != "" {
			s, err := finding.ParseSeverity(name)
			if err == nil {
				w.markets, w.severity = append(w.markets, m), max(w.severity, s)
			}
		}
	}
	return w
}

// settle leaves one finding where several rules or places say the same: a rule that reports once keeps its first, and a
// covered rule is silent where the rule that covers it speaks.
func (p *product) settle(verdicts []verdict) []verdict {
	verdicts = longest(verdicts)
	reported := map[*rule.Rule]bool{}
	kept := verdicts[:0]
	for _, v := range verdicts {
		r := v.match.Condition.Rule
		if v.excuse == "" && r.Once {
			if reported[r] {
				continue
			}
			reported[r] = true
		}
		kept = append(kept, v)
	}
	spoken := map[string]*verdict{} // rule that is covered → a verdict of a rule that speaks and covers it
	for i := range kept {
		if kept[i].excuse == "" {
			for _, id := range kept[i].match.Condition.Rule.Covers {
				spoken[id] = &kept[i]
			}
		}
	}
	stands := make([]bool, len(kept))
	for i := range kept {
		stands[i] = kept[i].excuse == ""
	}
	for i := range kept {
		v := &kept[i]
		by, covered := spoken[v.match.Condition.Rule.ID]
		if !stands[i] || !covered {
			continue
		}
		if !v.match.Condition.Rule.Once {
			by = coveredBy(kept, stands, i)
		}
		if by != nil {
			v.leave(by)
		}
	}
	return kept
}

// furthest is how many bytes before a match one that overlaps it may begin. No phrase is longer.
const furthest = 4000

// coveredBy returns the verdict whose rule covers kept[i] at its place, nil when none does.
func coveredBy(kept []verdict, stands []bool, i int) *verdict {
	v := &kept[i].match
	covers := func(k int) bool {
		by := &kept[k].match
		return stands[k] && by.Span.Overlaps(v.Span) && slices.Contains(by.Condition.Rule.Covers, v.Condition.Rule.ID)
	}
	for k := i - 1; k >= 0 && kept[k].match.Section == v.Section && kept[k].match.Span.Start > v.Span.Start-furthest; k-- {
		if covers(k) {
			return &kept[k]
		}
	}
	for k := i + 1; k < len(kept) && kept[k].match.Section == v.Section && kept[k].match.Span.Start < v.Span.End; k++ {
		if covers(k) {
			return &kept[k]
		}
	}
	return nil
}

// leave takes from v the markets in which by speaks for it, and excuses it when none is left.
func (v *verdict) leave(by *verdict) {
	left := slices.DeleteFunc(slices.Clone(v.markets), func(m string) bool { return slices.Contains(by.markets, m) })
	if len(left) == 0 {
		v.excuse = "covered by " + by.match.Condition.Rule.ID
		return
	}
	v.weight = weigh(v.match.Condition.Rule, left)
}

// longest keeps, of the verdicts on one rule's matches that overlap, the longest finding, or the longest excuse when all
// are excused, and puts all in order of place and rule.
func longest(verdicts []verdict) []verdict {
	slices.SortStableFunc(verdicts, func(a, b verdict) int {
		return cmp.Or(strings.Compare(a.match.Condition.Rule.ID, b.match.Condition.Rule.ID), match.InOrder(a.match, b.match))
	})
	kept := verdicts[:0]
	for _, v := range verdicts {
		if n := len(kept); n > 0 && kept[n-1].match.Condition.Rule == v.match.Condition.Rule && kept[n-1].match.Section == v.match.Section &&
			kept[n-1].match.Span.Overlaps(v.match.Span) {
			if last := &kept[n-1]; v.outweighs(last) {
				*last = v
			}
			continue
		}
		kept = append(kept, v)
	}
	slices.SortStableFunc(kept, func(a, b verdict) int {
		return cmp.Or(match.InOrder(a.match, b.match), strings.Compare(a.match.Condition.Rule.ID, b.match.Condition.Rule.ID))
	})
	return kept
}

// outweighs reports whether v says more than o about the same words: it stands where o is excused, or it is longer.
func (v *verdict) outweighs(o *verdict) bool {
	if (v.excuse == "") != (o.excuse == "") {
		return v.excuse == ""
	}
	return v.match.Span.Len() > o.match.Span.Len()
}

// finding words the verdict.
func (j *Judge) finding(v *verdict) finding.Finding {
	m := &v.match
	r := m.Condition.Rule
	quote := Quote(m.Section.Text[m.Span.Start:m.Span.End])
	words := strings.NewReplacer("{match}", quote, "{each}", m.Condition.Each, "{with}", v.with)
	f := finding.Finding{
		Rule: r.ID, Family: r.Family, Severity: v.severity,
		Message: words.Replace(r.Message), Suggestion: words.Replace(r.Help), Evidence: r.Evidence,
		Source: m.Section.Source(), Span: m.Section.Home(m.Span), Section: m.Section.Kind,
		Markets: v.markets, Notes: v.notes, Excused: v.excuse,
	}
	for _, id := range r.Basis {
		b := j.bases[id]
		f.Basis = append(f.Basis, finding.Basis{ID: id, Title: b.Title, Article: b.Article, URL: b.URL, Meaning: b.Meaning, Kind: b.Kind, Certainty: b.Certainty, Read: b.Read})
	}
	if m.Other != nil {
		f.Notes = append(f.Notes, note(m.Other.Section, m.Other.Span, "this is the other place"))
	}
	return f
}

func note(s *label.Section, span text.Span, message string) finding.Note {
	return finding.Note{Source: s.Source(), Span: s.Home(span), Message: message}
}

// longestQuote is the number of characters of a quote that a message holds.
const longestQuote = 80

// Quote returns words as a message quotes them: on one line, cut in the middle when they are long.
func Quote(words string) string {
	words = strings.Join(strings.Fields(words), " ")
	if utf8.RuneCountInString(words) <= longestQuote {
		return words
	}
	runes := []rune(words)
	return fmt.Sprintf("%s … %s", strings.TrimSpace(string(runes[:longestQuote/2])), strings.TrimSpace(string(runes[len(runes)-longestQuote/3:])))
}
