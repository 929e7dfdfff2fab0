// Package text holds what every stage shares about text: where it came from (Source), a stretch of it (Span), text made
// from other text that remembers where its bytes came from (View), and folding, which makes the many spellings of one
// word the same. It does not know what a label is.
package text

import (
	"sort"
	"unicode/utf8"
)

// A Span is a half-open range of byte offsets. What it counts in is said by whoever holds it.
type Span struct{ Start, End int }

// Len returns the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Holds reports whether t lies inside s.
func (s Span) Holds(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share at least one byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// A Source is a piece of input that positions count in: a file, standard input, or one field of a record.
type Source struct {
	Path    string  // as the user gave it; "-" for standard input
	Record  string  // the record's own id; "" outside record formats
	Product string  // the product's name where the input says it
	Field   string  // the record's field; "" for a whole file
	Text    string  // the bytes that spans count in
	lines   []int   // offsets of line starts, built on first use by Place
	whole   *Source // that s is a part of, and positions count in; nil for a whole source
}

// Part returns the source of one field of a record in s: positions still count in all of s.
func (s *Source) Part(record, field string) *Source {
	return &Source{Path: s.Path, Record: record, Field: field, Text: s.Text, whole: s}
}

// InWhole reports whether s is part of a file that its positions count in.
func (s *Source) InWhole() bool { return s.whole != nil }

// A Place is a position for people: line and column from 1, the column in characters.
type Place struct{ Line, Column int }

// Place returns the line and column of the byte offset at. It must not be called from two goroutines at once.
func (s *Source) Place(at int) Place {
	line := s.line(at)
	start := s.lines[line]
	return Place{Line: line + 1, Column: utf8.RuneCountInString(s.Text[start:at]) + 1}
}

// Line returns the text of line n, counted from 1, without its line break, and the offset where it starts.
func (s *Source) Line(n int) (string, int) {
	s.index()
	start, end := s.lines[n-1], len(s.Text)
	if n < len(s.lines) {
		end = s.lines[n]
	}
	for end > start && (s.Text[end-1] == '\n' || s.Text[end-1] == '\r') {
		end--
	}
	return s.Text[start:end], start
}

// Lines returns the number of lines.
func (s *Source) Lines() int {
	s.index()
	return len(s.lines)
}

func (s *Source) line(at int) int {
	s.index()
	return sort.SearchInts(s.lines, at+1) - 1
}

func (s *Source) index() {
	if s.lines != nil {
		return
	}
	if s.whole != nil {
		s.whole.index()
		s.lines = s.whole.lines
		return
	}
	s.lines = append(s.lines, 0)
	for i := 0; i < len(s.Text); i++ {
		switch s.Text[i] {
		case '\n':
			s.lines = append(s.lines, i+1)
		case '\r': // a lone carriage return ends a line too; in "\r\n" the line feed does
			if i+1 == len(s.Text) || s.Text[i+1] != '\n' {
				s.lines = append(s.lines, i+1)
			}
		}
	}
}
