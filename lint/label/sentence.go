package label

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

// Sentences reads the sentences of a text one after the other into memory that it uses again: what Words holds is gone
// after the next call of Next.
type Sentences struct {
	Words []text.Word
	Span  text.Span // in the text; from the first word's start, with the mark that ends it

	parser *Parser
	text   string
	at     int
}

// Sentences starts to read t, which is the text of a section.
func (p *Parser) Sentences(t string, words []text.Word) Sentences {
	return Sentences{parser: p, text: t, Words: words}
}

// SentenceAt starts to read t at the sentence whose span begins at offset at.
func (p *Parser) SentenceAt(t string, at int) Sentences {
	return Sentences{parser: p, text: t, at: at}
}

// At returns the offset from which the next sentence is read.
func (s *Sentences) At() int { return s.at }

// longest is the number of words at which a sentence is broken off, so that a text without full stops stays bounded.
const longest = 4000

// The classes of bytes between words.
const (
	other   = iota // spaces, quotes: nothing to note
	comma          // may end an item of a list of tags
	word           // a letter or digit, or a bracket that may be inside a word
	stop           // may end a sentence: . ! ?
	end            // ends a sentence: ; |
	newline        // may end a sentence
	high           // part of a character beyond ASCII
)

var class = func() (table [256]byte) {
	for c := range table {
		switch {
		case c >= utf8.RuneSelf:
			table[c] = high
		case 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '[' || c == '(':
			table[c] = word
		case c == ',':
			table[c] = comma
		case c == '.' || c == '!' || c == '?':
			table[c] = stop
		case c == ';' || c == '|':
			table[c] = end
		case c == '\n' || c == '\r':
			table[c] = newline
		}
	}
	return table
}()

// Next reads the next sentence that has a word, and reports whether there was one.
func (s *Sentences) Next() bool {
	words, t, i := s.Words[:0], s.text, s.at
	closed := -1
loop:
	for i < len(t) && len(words) < longest {
		switch class[t[i]] {
		case word:
			if len(words) == cap(words) {
				words = slices.Grow(words, 64)
			}
			words = words[:len(words)+1]
			w := &words[len(words)-1]
			next, ok := text.ReadPlain(t, i, w)
			if !ok {
				if *w, next, ok = text.ReadWord(t, i); !ok {
					words = words[:len(words)-1]
				}
			}
			if i = next; i < len(t) && t[i] == ' ' {
				i++
			}
		case other:
			i++
		case comma:
			i++
			if len(words) > 0 && i < len(t) && 'A' <= t[i] && t[i] <= 'Z' { // "Scar Healing,Brightening": tags, not a sentence
				break loop
			}
		case stop:
			i++
			if len(words) > 0 && s.stops(words, i) {
				closed = i
				break loop
			}
		case end:
			i++
			if len(words) > 0 {
				closed = i
				break loop
			}
		case newline:
			if len(words) > 0 && !s.wraps(words, i) {
				break loop
			}
			i++
		case high:
			w, next, ok := text.ReadWord(t, i)
			if ok {
				words = append(words, w)
			} else if len(words) > 0 && closes(t[i:next]) {
				i = next
				closed = i
				break loop
			}
			i = next
		}
	}
	s.Words, s.at = words, i
	if len(words) == 0 {
		return false
	}
	s.Span = text.Span{Start: int(words[0].Start), End: int(words[len(words)-1].End)}
	if closed > s.Span.End {
		s.Span.End = closed
	}
	return true
}

// closes reports whether a character beyond ASCII ends a sentence.
func closes(ch string) bool {
	switch ch {
	case "•", "。", "！", "？", "；", "｜", "●", "■", "▪", "✓", "✔", "★", "▶", "\u2028", "\u2029":
		return true
	}
	return false
}

// stops reports whether the mark before offset i ends the sentence of words: not inside an ellipsis, behind an
// abbreviation or an initial, before a small letter, or inside a number or an address.
func (s *Sentences) stops(words []text.Word, i int) bool {
	t := s.text
	mark := t[i-1]
	if n := len(words) - 1; i+1 < len(t) && t[i] == ' ' && 'A' <= t[i+1] && t[i+1] <= 'Z' && int(words[n].End) == i-1 && words[n].End-words[n].Start > longestAbbreviation {
		return true // nearly always
	}
	if i < len(t) && (class[t[i]] == word && t[i] != '(' && t[i] != '[' || t[i] == '.') {
		return mark != '.' && t[i] != '.' // "example.com", "3.5", "..."
	}
	rest := strings.TrimLeft(t[i:], " \t\")”’]")
	if mark == '.' && i >= 2 && (t[i-2] == '.' || t[i-2] == ' ') {
		return false // "..." and ". . ."
	}
	if mark == '.' && strings.HasPrefix(rest, ". ") {
		return false
	}
	if rest != "" && 'a' <= rest[0] && rest[0] <= 'z' && mark == '.' && i < len(t) && t[i] == ' ' {
		return false
	}
	last := &words[len(words)-1]
	if mark == '.' && int(last.End) == i-1 {
		if s.parser.abbreviations[last.Hash] {
			return false
		}
		if last.End-last.Start == 1 && last.Is(text.Capital) && len(words) > 1 && rest != "" {
			return false // "J. Smith"
		}
	}
	return true
}

// longestAbbreviation is the length in bytes from which a word is written out.
const longestAbbreviation = 6

// longLine is the length, in bytes, from which a line is taken to have been broken because it was full.
const longLine = 50

// wraps reports whether the line break at offset i stands inside a sentence: the words go on in small letters, the line
// was full, or it holds nothing but a number whose unit is on the next line.
func (s *Sentences) wraps(words []text.Word, i int) bool {
	t := s.text
	next := i + 1
	if t[i] == '\r' && next < len(t) && t[next] == '\n' {
		next++
	}
	for next < len(t) && (t[next] == ' ' || t[next] == '\t') {
		next++
	}
	if next == len(t) || t[next] == '\n' || t[next] == '\r' {
		return false
	}
	start := strings.LastIndexByte(t[:i], '\n') + 1
	line := strings.TrimRight(t[start:i], " \t\r")
	if line == "" {
		return true
	}
	if lonelyNumber(words, start) {
		return true
	}
	switch line[len(line)-1] {
	case ':', '|':
		return false
	case ',':
		return true
	}
	if strings.Count(line, ",") >= listCommas {
		return true // an ingredient list goes on, whatever its next line begins with
	}
	c := t[next]
	if 'a' <= c && c <= 'z' {
		return true
	}
	if c == '-' || c == '*' || c == '#' || c == '>' || c == '+' || c >= utf8.RuneSelf && !s.letter(next) {
		return false // a bullet or a heading
	}
	return len(line) >= longLine
}

// listCommas is the number of commas from which a line that does not end its sentence may be of a list.
const listCommas = 2

func (s *Sentences) letter(i int) bool {
	_, _, ok := text.ReadWord(s.text, i)
	return ok
}

// lonelyNumber reports whether all words of the sentence stand on the line that begins at start and are numbers.
func lonelyNumber(words []text.Word, start int) bool {
	if len(words) > 3 || int(words[0].Start) < start {
		return false
	}
	for i := range words {
		if !words[i].Is(text.Digit) && words[i].End-words[i].Start > 1 {
			return false
		}
	}
	return words[0].Is(text.Digit)
}
