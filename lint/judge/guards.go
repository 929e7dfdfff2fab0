package judge

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/text"
)

// sharedLists are the lists of the lexicon that the shared guards look for: name → what they are found as.
type sharedLists map[string]int

// sharedNames are those lists. A lexicon that lacks one has no such guard.
var sharedNames = []string{
	"negation", "negation-noun", "negation-behind", "negation-exception", "contrast", "disclaimer", "warning", "question-opener", "question-loaded", "answer-yes", "reported",
	"suitability", "suitability-before", "body-name", "appearance", "fibre",
}

func newSharedLists(words *match.Words, add func(phrase string) int) sharedLists {
	lists := sharedLists{}
	for _, name := range sharedNames {
		if words.Has(name) {
			lists[name] = add("@" + name)
		}
	}
	return lists
}

// find yields where the words of the shared list stand in s.
func (l sharedLists) find(s *sentence, name string) iter.Seq[match.Found] {
	number, ok := l[name]
	if !ok {
		number = -1 // nothing is of it
	}
	return s.of(number)
}

// some reports whether a phrase that passes test is among found.
func some(found iter.Seq[match.Found], test func(match.Found) bool) bool {
	for f := range found {
		if test(f) {
			return true
		}
	}
	return false
}

// A sharedGuard excuses a match that any rule made, unless the rule refuses the guard.
type sharedGuard struct {
	name string // as rules name it in excuses
	why  string // said with the words that excuse
	test func(p *product, s *sentence, m *match.Match, from, to int) (match.Found, bool)
}

var sharedGuards = []sharedGuard{
	{"disclaimer", "the sentence disclaims: %s", disclaimed},
	{"negation", "it is negated: %s", negated},
	{"warning", "it is a warning or a direction: %s", warned},
	{"question", "it is a question: %s", asked},
	{"quotation", "it reports what others say: %s", reported},
	{"naming", "it names a skin type or a body: %s", named},
	{"appearance", "it speaks of looks: %s", hedged},
	{"fibre", "it speaks of hair, polish or packaging: %s", fibre},
}

// sharedExcuse returns which shared guard excuses m, "" when none does.
func (p *product) sharedExcuse(m *match.Match) string {
	excuses := m.Condition.Rule.Excuses
	if m.Entry != nil || len(excuses) == 0 {
		return "" // an ingredient is in the list or it is not
	}
	s := p.sentence(m)
	from, to := s.covered(m)
	for _, g := range sharedGuards {
		if !slices.Contains(excuses, g.name) {
			continue
		}
		if f, ok := g.test(p, s, m, from, to); ok {
			said := "where it stands"
			if f.To > f.From {
				said = "“" + Quote(s.section.Text[s.words[f.From].Start:s.words[f.To-1].End]) + "”"
			}
			return fmt.Sprintf(g.why, said)
		}
	}
	return ""
}

// reach is how many words a negation or an appearance word reaches forward.
const reach = 6

// reachBehind is how many words, most of them single signs, a negation that comes last reaches back.
const reachBehind = 10

// negated: “not”, “never”, “free of” within six words before. “Not only” negates nothing, and a
// contrast between the two ("no needles, just regeneration") ends the negation, as a comma ends “no” and “without”.
func negated(p *product, s *sentence, _ *match.Match, from, to int) (match.Found, bool) {
	lists := p.judge.shared
	exceptions, contrasts := lists.find(s, "negation-exception"), lists.find(s, "contrast")
	try := func(name string, commaEnds bool) (match.Found, bool) {
		for f := range lists.find(s, name) {
			if f.To > from || from-f.To >= reach {
				continue
			}
			if some(exceptions, func(e match.Found) bool { return e.From < f.To && f.From < e.To }) {
				continue
			}
			if some(contrasts, func(c match.Found) bool { return c.From >= f.To && c.To <= from }) {
				continue
			}
			if commaEnds && strings.ContainsAny(s.section.Text[s.words[f.To-1].End:s.words[from].Start], ",–—:，、：") {
				continue
			}
			return f, true
		}
		return match.Found{}, false
	}
	for f := range lists.find(s, "negation-behind") { // where the verb comes last: "치료하지 않습니다"
		if f.From >= to && f.From-to < reachBehind {
			return f, true
		}
	}
	if f, ok := try("negation", false); ok {
		return f, true
	}
	return try("negation-noun", true)
}

func disclaimed(p *product, s *sentence, _ *match.Match, _, _ int) (match.Found, bool) {
	return first(p.judge.shared.find(s, "disclaimer"))
}

func warned(p *product, s *sentence, m *match.Match, _, _ int) (match.Found, bool) {
	if m.Section.Kind == label.Warnings {
		return match.Found{}, true
	}
	return first(p.judge.shared.find(s, "warning"))
}

func first(found iter.Seq[match.Found]) (match.Found, bool) {
	for f := range found {
		return f, true
	}
	return match.Found{}, false
}

// asked: the sentence is a question that leaves the answer open ("did you know" does not), and what follows does not say yes.
func asked(p *product, s *sentence, m *match.Match, from, _ int) (match.Found, bool) {
	t := s.section.Text
	if said := t[:min(s.span.End, len(t))]; !strings.HasSuffix(said, "?") && !strings.HasSuffix(said, "？") {
		return match.Found{}, false
	}
	opener := match.Found{}
	for f := range p.judge.shared.find(s, "question-opener") {
		if f.From == 0 || f.From <= 1 && s.words[0].End-s.words[0].Start == 1 { // "Q: Do …"
			opener = f
		}
	}
	loaded := some(p.judge.shared.find(s, "question-loaded"), func(f match.Found) bool {
		return f.From == opener.From && f.To > opener.To
	})
	if opener.To == 0 || loaded {
		return opener, false
	}
	next := p.judge.parser.SentenceAt(t, s.span.End)
	if next.Next() {
		answer := p.sentenceAt(s.section, next.Span.Start)
		for f := range p.judge.shared.find(answer, "answer-yes") {
			if f.From == 0 {
				return match.Found{}, false
			}
		}
	}
	return opener, true
}

func reported(p *product, s *sentence, _ *match.Match, from, _ int) (match.Found, bool) {
	for f := range p.judge.shared.find(s, "reported") {
		if f.From <= from {
			return f, true
		}
	}
	return match.Found{}, false
}

// named: the word behind the match makes it a skin type or a test ("acne-prone"), or a body bears it in its name.
func named(p *product, s *sentence, _ *match.Match, from, to int) (match.Found, bool) {
	lists := p.judge.shared
	for f := range lists.find(s, "suitability") {
		if f.From == to || f.To == to && f.From > from {
			return f, true
		}
	}
	for f := range lists.find(s, "suitability-before") {
		if f.To == from {
			return f, true
		}
	}
	for f := range lists.find(s, "body-name") {
		if f.From >= to && f.From-to < 2 && title(s.words[max(0, to-1):f.To]) {
			return f, true
		}
	}
	return match.Found{}, false
}

// title reports whether all of words but small ones are capitalised, as in a name.
func title(words []text.Word) bool {
	for i := range words {
		if !words[i].Is(text.Capital) && words[i].End-words[i].Start > 3 {
			return false
		}
	}
	return true
}

// hedged: an appearance word in the match, within six words before it, or next behind it.
func hedged(p *product, s *sentence, _ *match.Match, from, to int) (match.Found, bool) {
	for f := range p.judge.shared.find(s, "appearance") {
		if f.From <= to && from-f.To < reach {
			return f, true
		}
	}
	return match.Found{}, false
}

func fibre(p *product, s *sentence, _ *match.Match, _, _ int) (match.Found, bool) {
	return first(p.judge.shared.find(s, "fibre"))
}
