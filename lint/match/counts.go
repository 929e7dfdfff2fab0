package match

import (
	"fmt"
	"strings"
	"sync"

	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/text"
)

// tolerance is how far two statements of one count may lie apart before they contradict each other: rounding explains
// less, and no label rounds by more.
const tolerance = 0.10

// A statement is a count with what it is counted in.
type statement struct {
	match     Match
	low, high float64
	basis     string // "ml", "vial", …; "" when the words do not say
	condition string // the words that set it apart from others: a time, a lot, a variant
}

// bases are the containers and amounts that a count is given per. The value is what they are compared as.
var bases = map[string]string{
	"ml": "ml", "millilitre": "ml", "milliliter": "ml", "cc": "ml", "vial": "vial", "bottle": "bottle", "ampoule": "ampoule", "ampule": "ampoule",
	"dose": "dose", "pump": "pump", "drop": "drop", "mask": "mask", "sheet": "mask", "treatment": "treatment", "application": "application",
	"serum": "bottle", "jar": "jar", "tube": "tube", "g": "g", "gram": "g", "session": "treatment", "syringe": "syringe", "box": "box",
}

// apart are words that say a count is of another time, lot or pack than the next.
var apart = []string{"after", "month", "months", "expiry", "lot", "batch", "starter", "full", "refill", "before", "end", "start", "fill", "release", "mini", "large", "small", "old", "new", "previous", "version", "formula", "kit", "professional", "home", "vial a", "vial b", "step"}

// disagreeing keeps the counts that differ from an earlier one on the same basis by more than rounding, and those that
// another count and the net contents contradict.
func disagreeing(s *Set, l *label.Label, matches []Match) []Match {
	var (
		seen []statement
		kept []Match
	)
	volume := sync.OnceValue(func() float64 { return s.contents(l) })
	for _, m := range apartFrom(matches) {
		st, ok := s.statement(m)
		if !ok {
			continue
		}
		known := false
		for _, earlier := range seen {
			if contradict(earlier, st, volume) {
				m.Other = &Other{earlier.match.Section, earlier.match.Span}
				kept = append(kept, m)
				break
			}
			known = known || earlier.says(st)
		}
		if !known && len(seen) < mostStatements {
			seen = append(seen, st)
		}
	}
	return kept
}

// mostStatements bounds how many different counts of one product are compared with each other.
const mostStatements = 100

// says reports whether two statements are of the same count on the same basis.
func (s statement) says(o statement) bool {
	return s.low == o.low && s.high == o.high && s.basis == o.basis && s.condition == o.condition
}

// apartFrom returns, of matches in order of place, those that do not overlap the one before.
func apartFrom(matches []Match) []Match {
	var apart []Match
	for _, m := range matches {
		if n := len(apart); n == 0 || apart[n-1].Section != m.Section || !apart[n-1].Span.Overlaps(m.Span) {
			apart = append(apart, m)
		}
	}
	return apart
}

// contradict reports whether a and b cannot both be true. contents gives the net contents in mL, 0 when unknown.
func contradict(a, b statement, contents func() float64) bool {
	if a.condition != b.condition {
		return false
	}
	if a.basis == b.basis && a.basis != "" {
		return a.low > b.high*(1+tolerance) || b.low > a.high*(1+tolerance)
	}
	if a.basis == "ml" && (b.basis == "bottle" || b.basis == "vial" || b.basis == "ampoule") {
		volume := contents()
		if volume == 0 {
			return false
		}
		low, high := a.low*volume, a.high*volume
		return low > b.high*(1+2*tolerance) || b.low > high*(1+2*tolerance)
	}
	if b.basis == "ml" && a.basis != "ml" {
		return contradict(b, a, contents)
	}
	return false
}

// statement reads the count in m and what it is counted per: in the words around it, no further than the sentence.
func (s *Set) statement(m Match) (statement, bool) {
	t := m.Section.Text
	sentences := s.parser.SentenceAt(t, m.Sentence.Start)
	if !sentences.Next() {
		return statement{}, false
	}
	words := sentences.Words
	st := statement{match: m}
	found := false
	end := 0
	for _, q := range s.parser.Quantities.Find(t, words, nil) {
		if q.Kind == "count" && m.Span.Overlaps(q.Span) {
			st.low, st.high, found, end = q.Low, q.High, true, q.To
			if q.Open {
				st.high = q.High * 1e9
			}
			break
		}
	}
	if !found {
		return st, false
	}
	for i := end; i < len(words) && i < end+9; i++ {
		w := text.Fold(t[words[i].Start:words[i].End])
		if words[i-1].Is(text.Digit) && t[words[i-1].Start:words[i-1].End] != "1" {
			continue // "per 30 mL bottle": the bottle is the basis
		}
		if b, ok := bases[strings.TrimSuffix(w, "s")]; ok {
			st.basis = b
			break
		} else if b, ok := bases[w]; ok {
			st.basis = b
			break
		}
	}
	folded := " " + text.Fold(t[m.Sentence.Start:m.Sentence.End]) + " "
	near := folded
	if comma := strings.IndexAny(t[m.Span.End:m.Sentence.End], ",;"); comma >= 0 { // what is said behind the next comma is of another count
		near = " " + text.Fold(t[m.Sentence.Start:m.Span.End+comma]) + " "
	}
	for _, word := range apart {
		if strings.Contains(near, " "+word+" ") {
			st.condition += fmt.Sprint(word, " ")
		}
	}
	return st, true
}

// contents returns the net contents of l in mL where it states one volume only, else 0.
func (s *Set) contents(l *label.Label) float64 {
	volume := 0.0
	for i := range l.Sections {
		section := &l.Sections[i]
		if section.Kind == label.Directions || section.Kind == label.Ingredients {
			continue
		}
		sentences := s.parser.Sentences(section.Text, nil)
		for sentences.Next() {
			for _, q := range s.parser.Quantities.Find(section.Text, sentences.Words, nil) {
				unit := text.Fold(strings.TrimLeft(section.Text[q.Span.Start:q.Span.End], "0123456789., \u00a0"))
				if q.Kind != "amount" || unit != "ml" || strings.HasPrefix(strings.TrimLeft(section.Text[q.Span.End:], " "), "/") {
					continue
				}
				if volume != 0 && volume != q.Low {
					return 0
				}
				volume = q.Low
			}
		}
	}
	return volume
}
