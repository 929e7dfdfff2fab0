package label

import (
	"strings"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/text"
)

// A segmenter cuts a text into sections, line by line: a heading opens a section, a line's first words or its shape may
// give it a kind of its own, and an ingredient list is known by its shape.
type segmenter struct {
	parser   *Parser
	view     text.View
	text     string
	sections []Section
	first    int // of the sections that are this text's

	kind   string // of the section that lines go into
	sticky bool   // a heading on a line of its own opened it: blank lines do not end it
	blank  bool   // the line before was blank
	closed bool   // an ingredient list has come to its full stop
	list   int    // lines before this offset belong to a list found by shape
	carry  string // kind of the line before, by its own shape, while its sentence goes on
	words  []text.Word
}

// segment appends the sections of view to sections. When named is set, its first line may be the product's name.
func (p *Parser) segment(view text.View, named bool, sections []Section) []Section {
	s := segmenter{parser: p, view: view, text: view.Text, sections: sections, first: len(sections), kind: Claims, blank: true}
	var room [12]text.Word
	s.words = room[:0]
	t, at := s.text, 0
	if named {
		if next, _, _, ok := p.firstLine(view); ok {
			s.add(Name, 0, next)
			at = next
		}
	}
	for at < len(t) {
		end, next := line(t, at)
		if start, stop := trim(t, at, end); start < stop {
			s.line(at, start, stop, next)
			s.blank = false
		} else {
			s.blank = true
			s.extend(next)
		}
		at = next
	}
	return s.sections
}

// line returns where the line of t that begins at offset at ends, without and with its line break.
func line(t string, at int) (end, next int) {
	if i := strings.IndexByte(t[at:], '\n'); i >= 0 {
		return at + i, at + i + 1
	}
	return len(t), len(t)
}

// firstLine returns the first line of view that is not blank, as t[start:end] with the offset behind its line break; ok is
// false when it is no name.
func (p *Parser) firstLine(view text.View) (next, start, end int, ok bool) {
	t := view.Text
	for next < len(t) {
		at := next
		end, next = line(t, at)
		if start, end = trim(t, at, end); start < end {
			var room [12]text.Word
			s := segmenter{parser: p, view: view, text: t, words: room[:0]}
			return next, start, end, s.isName(start, end)
		}
	}
	return 0, 0, 0, false
}

// trim returns the span of t[start:end] without white space around it.
func trim(t string, start, end int) (int, int) {
	for start < end && (t[start] == ' ' || t[start] == '\t' || t[start] == '\r') {
		start++
	}
	for end > start && (t[end-1] == ' ' || t[end-1] == '\t' || t[end-1] == '\r') {
		end--
	}
	return start, end
}

// add puts the line t[at:next] into a section of kind: the one before, when it is of that kind and the line follows it.
func (s *segmenter) add(kind string, at, next int) {
	if n := len(s.sections); n > s.first {
		last := &s.sections[n-1]
		if last.Kind == kind && kind != Name && last.At+len(last.Text) == at {
			last.Text = s.text[last.At:next]
			return
		}
	}
	s.sections = append(s.sections, Section{Kind: kind, Text: s.text[at:next], view: s.view, At: at})
}

// extend takes the blank line that ends at next into the section before it, so that sections of one kind stay one.
func (s *segmenter) extend(next int) {
	if n := len(s.sections); n > s.first && s.sections[n-1].Kind != Name {
		last := &s.sections[n-1]
		last.Text = s.text[last.At:next]
	}
}

// isName reports whether the text's first line, t[start:end], is the name of a product: short, not a sentence, and not
// all there is, unless it is very short.
func (s *segmenter) isName(start, end int) bool {
	line := s.text[start:end]
	if end-start > 100 || strings.ContainsAny(line, ",;:•|!?") || strings.HasSuffix(line, ".") {
		return false
	}
	words := s.read(start, end, 12)
	if len(words) == 0 || len(words) > 10 || !words[0].Is(text.Capital) && line[0] < utf8.RuneSelf {
		return false
	}
	if kind, _ := s.heading(words, end); kind != "" {
		return false
	}
	if s.opener(words) != "" {
		return false
	}
	if strings.TrimSpace(s.text[end:]) == "" {
		return len(words) <= 5
	}
	return true
}

// read reads the words of t[start:end], at most limit.
func (s *segmenter) read(start, end, limit int) []text.Word {
	s.words = s.words[:0]
	for i := start; i < end && len(s.words) < limit; {
		w, next, ok := text.ReadWord(s.text, i)
		if ok {
			s.words = append(s.words, w)
		}
		i = next
	}
	return s.words
}

// line puts the line t[at:next], whose words stand in t[start:end], where it belongs.
func (s *segmenter) line(at, start, end, next int) {
	if at < s.list {
		s.add(Ingredients, at, next)
		return
	}
	words := s.read(start, end, 1)
	if len(words) > 0 && s.parser.headings.May(&words[0]) && s.headed(start, end) {
		words = s.read(start, end, 8)
		if kind, content := s.heading(words, end); kind != "" {
			s.kind, s.sticky, s.closed = kind, content >= end, false
			if s.sticky {
				s.add(kind, at, next)
				return
			}
			s.section(kind, at, content, next)
			s.note(start, end)
			return
		}
	}
	if kind := s.shape(words, start, end); kind != "" {
		s.add(kind, at, next)
		s.carry = ""
		if kind != Reviews && strings.IndexByte(".!?", s.text[end-1]) < 0 {
			s.carry = kind
		}
		return
	}
	if s.carry != "" && !s.blank && s.goesOn(start) {
		s.add(s.carry, at, next)
		if strings.IndexByte(".!?", s.text[end-1]) >= 0 && !bullet(s.text[start:end]) {
			s.carry = ""
		}
		return
	}
	s.carry = ""
	if s.kind == Ingredients {
		if !s.continues(start, end) {
			s.kind, s.sticky = Claims, false
		}
	} else if s.blank && !s.sticky {
		s.kind = Claims
	} else if s.blank && s.kind != Claims && s.title(start, end) {
		s.kind, s.sticky = Claims, false
	}
	if s.kind == Claims {
		if stop := s.listByShape(start); stop > 0 {
			s.list = stop
			s.add(Ingredients, at, next)
			return
		}
	}
	s.add(s.kind, at, next)
	s.note(start, end)
}

// longestHeading is the length, in bytes, of the longest line that may be all heading, and of the longest heading before a
// colon or a dash.
const longestHeading = 80

// headed reports whether the line t[start:end] has the shape of one that bears a heading. It is quick.
func (s *segmenter) headed(start, end int) bool {
	if end-start <= longestHeading {
		return true
	}
	head := s.text[start : start+longestHeading]
	return strings.IndexByte(head, ':') >= 0 || strings.IndexByte(head, '-') >= 0 || strings.Contains(head, "–") || strings.Contains(head, "—") || strings.Contains(head, "：")
}

// section opens a section whose heading stands on the same line: the heading's words stay with it, so that a finding can
// quote them.
func (s *segmenter) section(kind string, at, content, next int) {
	if kind == Ingredients { // the list begins behind its heading
		at = content
	}
	s.sections = append(s.sections, Section{Kind: kind, Text: s.text[at:next], view: s.view, At: at})
}

// note remembers whether the ingredient list has ended with the line t[start:end].
func (s *segmenter) note(start, end int) {
	s.closed = s.kind == Ingredients && s.text[end-1] == '.'
}

// heading reports the kind of section that a line beginning with words opens, and where its content begins: at or
// behind end when the heading has the line to itself.
func (s *segmenter) heading(words []text.Word, end int) (kind string, content int) {
	var hits [8]text.Hit
	best := text.Hit{To: 0}
	for _, h := range s.parser.headings.At(s.text, words, 0, hits[:0]) {
		if h.To > best.To {
			best = h
		}
	}
	if best.To == 0 {
		return "", 0
	}
	at := int(words[best.To-1].End)
	rest := s.text[at:end]
	trimmed := strings.TrimLeft(rest, " \t)*]")
	switch {
	case trimmed == "":
		return kinds[best.Set], end
	case trimmed[0] == ':', strings.HasPrefix(trimmed, "："):
		content = at + len(rest) - len(trimmed) + 1
		if trimmed[0] != ':' {
			content += len("：") - 1
		}
	case trimmed[0] == '-' && rest != trimmed, strings.HasPrefix(trimmed, "–"), strings.HasPrefix(trimmed, "—"):
		_, size := utf8.DecodeRuneInString(trimmed)
		content = at + len(rest) - len(trimmed) + size
	case strings.HasPrefix(trimmed, "(") && strings.HasSuffix(trimmed, ":"): // "Ingredients (INCI):"
		return kinds[best.Set], end
	case strings.HasPrefix(trimmed, "(") && strings.Contains(trimmed, "):"):
		content = at + len(rest) - len(trimmed) + strings.Index(trimmed, "):") + 2
	case strings.Trim(trimmed, "#*_=-:） ") == "":
		return kinds[best.Set], end
	default:
		return "", 0
	}
	for content < end && (s.text[content] == ' ' || s.text[content] == '\t' || s.text[content] == '*') {
		content++
	}
	return kinds[best.Set], content
}

// shape returns the kind that the line t[start:end] has by itself, "" when it has none.
func (s *segmenter) shape(words []text.Word, start, end int) string {
	line := s.text[start:end]
	switch c := line[0]; {
	case c == '*' || c == '[' || c >= utf8.RuneSelf:
		if s.footnote(start, line) {
			return Footnote
		}
		if quoted(line) {
			return Reviews
		}
	case c == '"':
		if quoted(line) {
			return Reviews
		}
	}
	if len(words) == 0 || !s.parser.lines.May(&words[0]) || s.kind == Ingredients && !s.blank && !s.closed {
		return ""
	}
	return s.opener(s.read(start, end, 5))
}

// opener returns the kind of line that words open, "" when they open none.
func (s *segmenter) opener(words []text.Word) string {
	var room [8]text.Hit
	best := text.Hit{To: 0}
	for _, h := range s.parser.lines.At(s.text, words, 0, room[:0]) {
		if h.To > best.To {
			best = h
		}
	}
	if best.To == 0 {
		return ""
	}
	return kinds[best.Set]
}

// goesOn reports whether the line at start continues the sentence of the line before, or is an item of the list that it
// introduces: "Do not use on" / "– broken skin".
func (s *segmenter) goesOn(start int) bool {
	c := s.text[start]
	if 'a' <= c && c <= 'z' || bullet(s.text[start:]) {
		return true
	}
	before := strings.TrimRight(s.text[:start], " \t\r\n")
	return len(before)-strings.LastIndexByte(before, '\n') > longLine
}

// bullet reports whether a line is an item of a list.
func bullet(line string) bool {
	for _, mark := range []string{"- ", "– ", "— ", "• ", "* ", "· ", "▪ ", "◦ "} {
		if strings.HasPrefix(line, mark) {
			return true
		}
	}
	return false
}

// footnote reports whether a line begins with the mark of a footnote, directly before its text.
func (s *segmenter) footnote(start int, line string) bool {
	for _, mark := range []string{"*", "†", "‡", "¹", "²", "³", "§", "[1]", "[2]", "[3]"} {
		rest, ok := strings.CutPrefix(line, mark)
		if !ok {
			continue
		}
		rest = strings.TrimLeft(rest, "*†")
		if mark == "*" && strings.HasPrefix(rest, " ") { // "* item": a bullet, unless a word before bears a star
			return strings.Contains(s.text[:start], "*") && !strings.Contains(s.text[:start], "\n* ")
		}
		return strings.TrimSpace(rest) != "" && !strings.HasSuffix(line, "**")
	}
	return false
}

// quoted reports whether a line is somebody's words: in quotation marks from its start, with a name behind them or
// nothing.
func quoted(line string) bool {
	for _, pair := range [][2]string{{"“", "”"}, {`"`, `"`}, {"„", "“"}, {"«", "»"}} {
		rest, ok := strings.CutPrefix(line, pair[0])
		if !ok {
			continue
		}
		i := strings.LastIndex(rest, pair[1])
		if i < 0 {
			return false
		}
		after := strings.TrimLeft(rest[i+len(pair[1]):], " ")
		return after == "" || strings.HasPrefix(after, "-") || strings.HasPrefix(after, "–") || strings.HasPrefix(after, "—") || strings.HasPrefix(after, "★")
	}
	return strings.HasPrefix(line, "★★")
}

// title reports whether the line t[start:end] looks like a heading nobody knows: a few words, no sentence.
func (s *segmenter) title(start, end int) bool {
	line := s.text[start:end]
	if strings.HasPrefix(line, "#") {
		return true
	}
	return end-start <= 60 && !strings.ContainsAny(line[len(line)-1:], ".!?,;") && len(s.read(start, end, 8)) <= 7 && 'A' <= line[0] && line[0] <= 'Z' &&
		!('0' <= line[len(line)-1] && line[len(line)-1] <= '9')
}

// continues reports whether the line t[start:end] goes on with the ingredient list before it.
func (s *segmenter) continues(start, end int) bool {
	line := s.text[start:end]
	if s.closed {
		return inci.MayContain(line) || !s.blank && s.parser.dictionary().Looks(line)
	}
	if s.blank && !s.sticky {
		return s.parser.dictionary().Looks(line)
	}
	if s.blank {
		return s.parser.dictionary().Looks(line) || s.fresh()
	}
	return true
}

// fresh reports whether the section before holds only its heading.
func (s *segmenter) fresh() bool {
	last := s.sections[len(s.sections)-1]
	return last.Kind == s.kind && !strings.Contains(strings.TrimSpace(last.Text), "\n") && !strings.Contains(last.Text, ",")
}

// longestEntry is the length in bytes of the longest entries that a list is made of.
const longestEntry = 70

// listByShape returns the end of the paragraph that begins at start when it is an ingredient list, else 0.
func (s *segmenter) listByShape(start int) int {
	if !s.blank && start > 0 {
		// a list may follow prose directly: look at this line alone
		end := start + lineLen(s.text[start:])
		if line := s.text[start:end]; strings.Count(line, ",") >= 4 && s.parser.dictionary().Looks(line) {
			return s.paragraph(start)
		}
		return 0
	}
	first := s.text[start : start+lineLen(s.text[start:])]
	if commas := strings.Count(first, ","); len(first) > (commas+1)*longestEntry {
		return 0 // prose: a line of a list has a comma every few words
	} else if _, end := trim(first, 0, len(first)); commas == 0 && strings.IndexByte(".!?", first[end-1]) >= 0 {
		return 0 // a sentence, whatever follows it
	}
	end := s.paragraph(start)
	paragraph := s.text[start:end]
	if strings.Count(paragraph, ",") < 3 || !s.parser.dictionary().Looks(paragraph) {
		return 0
	}
	return end
}

// paragraph returns the offset of the blank line or heading that ends the paragraph at start.
func (s *segmenter) paragraph(start int) int {
	at := start
	for at < len(s.text) {
		n := lineLen(s.text[at:])
		if strings.TrimSpace(s.text[at:at+n]) == "" {
			break
		}
		if at > start {
			a, b := trim(s.text, at, at+n)
			if kind, _ := s.heading(s.read(a, b, 8), b); kind != "" {
				break
			}
			if s.text[a] == '*' || strings.HasSuffix(strings.TrimSpace(s.text[start:at]), ".") && !s.parser.dictionary().Looks(s.text[a:b]) {
				break
			}
		}
		at += n + 1
	}
	return min(at, len(s.text))
}

func lineLen(t string) int {
	if i := strings.IndexByte(t, '\n'); i >= 0 {
		return i
	}
	return len(t)
}
