package report

import (
	"fmt"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

// A placer finds lines and columns. It remembers the last place: on a line of many megabytes with thousands of findings,
// counting every column from the start of the line would take minutes.
type placer struct {
	source *text.Source
	at     int
	place  text.Place // of at in source; the zero Place before first use
}

// find returns the place of the byte offset at in s.
func (p *placer) find(s *text.Source, at int) text.Place {
	place, ok := p.near(s, at)
	if !ok {
		place = s.Place(at)
	}
	p.source, p.at, p.place = s, at, place
	return place
}

// near counts from the last place when that is on the same line.
func (p *placer) near(s *text.Source, at int) (text.Place, bool) {
	if p.source != s {
		return text.Place{}, false
	}
	line, start := s.Line(p.place.Line)
	if at < start || at > start+len(line) || p.at > start+len(line) {
		return text.Place{}, false
	}
	place := p.place
	if at < p.at {
		place.Column -= utf8.RuneCountInString(s.Text[at:p.at])
	} else {
		place.Column += utf8.RuneCountInString(s.Text[p.at:at])
	}
	return place, true
}

// where writes the place of at for people: "serum.txt:2:10", "shelf.jsonl record EXO-30 field claims:1:8". A position
// stands behind what it counts in.
func (p *placer) where(s *text.Source, at int) string {
	place := p.find(s, at)
	position := fmt.Sprintf(":%d:%d", place.Line, place.Column)
	path, record := escape(s.Path), ""
	if s.Record != "" {
		record = " record " + escape(s.Record)
	}
	switch {
	case s.Field == "":
		return path + position + record
	case s.InWhole():
		return path + position + record + " field " + escape(s.Field)
	}
	return path + record + " field " + escape(s.Field) + position
}
