package judge

import (
	"iter"
	"slices"
	"strings"

	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/text"
)

// A product is one label while it is judged, with what was found out about it so far.
type product struct {
	judge     *Judge
	label     *label.Label
	sentences []*sentence
	whole     map[int][]place // guard → where its phrases stand on the label; nil until asked for
	memory    *match.Memory
}

// A sentence is one sentence with the guards' phrases in it.
type sentence struct {
	section *label.Section
	words   []text.Word
	span    text.Span
	found   []owned
	whole   bool // found holds the phrases of the rules' own guards too
}

// owned is a phrase and the guard it belongs to.
type owned struct {
	owner int
	match.Found
}

// of yields the phrases of one guard, in order.
func (s *sentence) of(number int) iter.Seq[match.Found] {
	return func(yield func(match.Found) bool) {
		for i := range s.found {
			if s.found[i].owner == number && !yield(s.found[i].Found) {
				return
			}
		}
	}
}

// A place is a stretch of a section's text.
type place struct {
	section *label.Section
	span    text.Span
}

// sentence returns the sentence of m.
func (p *product) sentence(m *match.Match) *sentence {
	return p.sentenceAt(m.Section, m.Sentence.Start)
}

func (p *product) sentenceAt(section *label.Section, start int) *sentence {
	for _, s := range p.sentences {
		if s.section == section && s.span.Start == start {
			return s
		}
	}
	reader := p.judge.parser.SentenceAt(section.Text, start)
	reader.Next()
	s := &sentence{section: section, words: reader.Words, span: reader.Span}
	s.read(&p.judge.common, p.memory)
	if len(p.sentences) == mostSentences {
		p.sentences = p.sentences[:0]
	}
	p.sentences = append(p.sentences, s)
	return s
}

// read adds the phrases of book that stand in s.
func (s *sentence) read(book *phraseBook, memory *match.Memory) {
	for _, f := range book.Find(s.section.Text, s.words, memory) {
		s.found = append(s.found, owned{book.owner[f.Phrase], f})
	}
}

// mostSentences is how many sentences a product remembers. Matches come section by section, so the next is one of the last.
const mostSentences = 16

// all returns the places of the guard's phrases on the whole label, which is read for guards once.
func (p *product) all(number int) []place {
	if p.whole == nil {
		p.whole = map[int][]place{}
		var words []text.Word
		var traces []match.Trace
		for i := range p.label.Sections {
			section := &p.label.Sections[i]
			traces, _ = p.judge.far.Scan(section.Text, p.memory, traces[:0])
			if len(traces) == 0 {
				continue
			}
			next := 0 // the first trace behind the sentences so far
			sentences := p.judge.parser.Sentences(section.Text, words)
			for next < len(traces) && sentences.Next() {
				if traces[next].At >= sentences.At() {
					continue
				}
				for next < len(traces) && traces[next].At < sentences.At() {
					next++
				}
				for _, f := range p.judge.far.Find(section.Text, sentences.Words, p.memory) {
					owner := p.judge.far.owner[f.Phrase]
					p.whole[owner] = append(p.whole[owner], place{section, spanOf(sentences.Words, f)})
				}
			}
			words = sentences.Words
		}
	}
	return p.whole[number]
}

func spanOf(words []text.Word, f match.Found) text.Span {
	return text.Span{Start: int(words[f.From].Start), End: int(words[f.To-1].End)}
}

// covered returns the words of s that m stands on, half-open.
func (s *sentence) covered(m *match.Match) (from, to int) {
	for from < len(s.words) && int(s.words[from].End) <= m.Span.Start {
		from++
	}
	for to = from; to < len(s.words) && int(s.words[to].Start) < m.Span.End; to++ {
	}
	return from, to
}

// given reports whether every [[given]] of m holds, with the words that the first found and the notes they ask for.
func (p *product) given(m *match.Match) (ok bool, with string, notes []finding.Note) {
	for i, g := range p.judge.guards[m.Condition.Number].given {
		at, ok := p.holds(&g, m)
		if !ok {
			return false, "", nil
		}
		if i == 0 && at.section != nil {
			with = Quote(at.section.Text[at.span.Start:at.span.End])
		}
		if g.Note != "" && at.section != nil {
			notes = append(notes, note(at.section, at.span, m.Condition.Expand(g.Note)))
		}
	}
	return true, with, notes
}

// excuse returns why m may pass, "" when it may not.
func (p *product) excuse(m *match.Match) string {
	if why := p.sharedExcuse(m); why != "" {
		return why
	}
	for _, g := range p.judge.guards[m.Condition.Number].unless {
		if at, ok := p.holds(&g, m); ok {
			return "the label says “" + Quote(at.section.Text[at.span.Start:at.span.End]) + "”"
		}
	}
	return ""
}

// holds reports whether the guard's condition holds for m, and where.
func (p *product) holds(g *guard, m *match.Match) (place, bool) {
	if g.entries != nil {
		return p.entry(g, m)
	}
	switch g.Where {
	case "product":
		for _, at := range p.all(g.number) {
			if in(g.Sections, at.section.Kind) && !(at.section == m.Section && at.span == m.Span) {
				return at, true
			}
		}
		return place{}, false
	case "section":
		for _, at := range p.all(g.number) {
			if at.section == m.Section {
				return at, true
			}
		}
		return place{}, false
	}
	s := p.sentence(m)
	if !s.whole {
		s.whole = true
		s.read(&p.judge.near, p.memory)
	}
	from, to := s.covered(m)
	within := g.Within
	if within == 0 {
		within = 2
	}
	for f := range s.of(g.number) {
		ok := false
		switch g.Where {
		case "before":
			ok = f.To <= from && from-f.To < within
		case "inside":
			ok = f.From >= from && f.To <= to
		case "after":
			ok = f.From >= to && f.From-to < within
		case "sentence":
			ok = true
		}
		if ok {
			return place{s.section, spanOf(s.words, f)}, true
		}
	}
	if g.Where == "sentence" {
		return p.footnote(g, s)
	}
	return place{}, false
}

func in(sections []string, kind string) bool {
	return len(sections) == 0 || slices.Contains(sections, kind)
}

// marks tie a sentence to its footnote.
var marks = []string{"*", "†", "‡", "¹", "²", "³", "§", "[1]", "[2]", "[3]"}

// footnote looks for the guard's words in the footnote that a mark in s points to.
func (p *product) footnote(g *guard, s *sentence) (place, bool) {
	said := s.section.Text[s.span.Start:min(len(s.section.Text), s.span.End+4)]
	for _, mark := range marks {
		if !strings.Contains(said, mark) {
			continue
		}
		for _, at := range p.all(g.number) {
			if at.section.Kind == label.Footnote && at.section != s.section && strings.Contains(lineOf(at), mark) {
				return at, true
			}
		}
	}
	return place{}, false
}

// lineOf returns the line that at stands on, up to it.
func lineOf(at place) string {
	t := at.section.Text[:at.span.Start]
	return t[strings.LastIndexByte(t, '\n')+1:]
}

// entry looks for the guard's ingredients in the lists of the label.
func (p *product) entry(g *guard, m *match.Match) (place, bool) {
	for i := range p.label.Lists {
		list := &p.label.Lists[i]
		for k := range list.Entries {
			e := &list.Entries[k]
			if e == m.Entry || g.Below != "" && !e.BelowOne() || g.above != nil && !list.Above(e, g.above) {
				continue
			}
			if e.Is(g.entries) {
				return place{list.Section, e.Span}, true
			}
		}
	}
	return place{}, false
}
