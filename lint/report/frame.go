package report

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/fatih/color"

	"github.com/exolint/exolint/lint/text"
)

// A mark is a stretch of a line to underline.
type mark struct {
	span  text.Span // in the source's text; all on one line
	sign  string    // "^" or "-"
	label string    // to write beside it; "" for none
	paint *color.Color
}

// A row is a line of the label with its marks.
type row struct {
	line  int
	marks []mark
}

// A strip is a line of text as it fits on the terminal.
type strip struct {
	shown  string
	starts []int // offsets of the cells shown, then of the end of the line
	edges  []int // columns, from 0, where those cells begin, then where the last ends
}

// column returns where the cell that holds the byte offset at begins. What was clipped away lies under the "…".
func (s strip) column(at int) int {
	for i := len(s.starts) - 1; i > 0; i-- {
		if s.starts[i] <= at {
			return s.edges[i]
		}
	}
	return 0
}

// after returns the column behind everything before the byte offset end.
func (s strip) after(end int) int {
	for i, start := range s.starts {
		if start >= end {
			return s.edges[i]
		}
	}
	return s.edges[len(s.edges)-1]
}

const (
	ellipsis = "…"
	tab      = "    " // of fixed width, so that the place of a word does not depend on what was clipped before it

	// A line can be megabytes long. What is further from the words than so many bytes a column is not looked at.
	bytesPerColumn = 8
)

// lay fits line into room columns. When it is too long, it is clipped around focus.
func lay(line string, focus text.Span, room int) strip {
	reach := bytesPerColumn * room
	focus.End = min(focus.End, focus.Start+reach)
	from, to := boundary(line, focus.Start-reach), boundary(line, focus.End+reach)
	all := cells(line[from:to], tab)
	for i := range all {
		all[i].at += from
	}
	lo, hi := window(all, focus, room)

	shown := slices.Clone(all[lo:hi])
	if from > 0 || lo > 0 {
		shown = slices.Insert(shown, 0, cell{0, ellipsis, 1})
	}
	if hi < len(all) {
		shown = append(shown, cell{all[hi].at, ellipsis, 1})
	} else if to < len(line) {
		shown = append(shown, cell{to, ellipsis, 1})
	}
	return newStrip(shown, len(line))
}

func newStrip(shown []cell, end int) strip {
	var s strip
	var b strings.Builder
	width := 0
	for _, c := range append(shown, cell{at: end}) {
		s.starts = append(s.starts, c.at)
		s.edges = append(s.edges, width)
		b.WriteString(c.shown)
		width += c.width
	}
	s.shown = strings.TrimRight(b.String(), " ")
	return s
}

// boundary returns the start of the character of s that holds the byte at, which may lie outside s.
func boundary(s string, at int) int {
	if at <= 0 {
		return 0
	}
	if at >= len(s) {
		return len(s)
	}
	for back := range min(utf8.UTFMax, at+1) {
		if utf8.RuneStart(s[at-back]) {
			return at - back
		}
	}
	return at // among bytes that are no character
}

// window chooses which cells to show in room columns: all of them, or focus with as much on its left as on its right.
func window(all []cell, focus text.Span, room int) (lo, hi int) {
	if total(all) <= room {
		return 0, len(all)
	}
	for lo+1 < len(all) && all[lo+1].at <= focus.Start {
		lo++
	}
	left := room - 2*columns(ellipsis)
	for hi = lo; hi < len(all) && all[hi].at < focus.End && all[hi].width <= left; hi++ {
		left -= all[hi].width
	}
	for grew := true; grew; {
		grew = false
		if lo > 0 && all[lo-1].width <= left {
			lo--
			left -= all[lo].width
			grew = true
		}
		if hi < len(all) && all[hi].width <= left {
			left -= all[hi].width
			hi++
			grew = true
		}
	}
	return lo, hi
}

// A piece is painted text at a column.
type piece struct {
	column int
	text   string
	paint  *color.Color
}

// frame writes rows of s, each with its marks below. The gutter has room for numbers of so many digits.
func (p *page) frame(s *text.Source, rows []row, digits int) {
	p.margin(digits, nil)
	for i, r := range rows {
		if i > 0 && r.line > rows[i-1].line+1 {
			p.line(p.edge.Sprint(ellipsis))
		}
		line, start := s.Line(r.line)
		strip := lay(line, r.focus(start), p.room(digits))
		number := strconv.Itoa(r.line)
		gutter := strings.Repeat(" ", digits-len(number)) + p.edge.Sprint(number+" |")
		if strip.shown != "" {
			gutter += " " + strip.shown
		}
		p.line(gutter)
		for _, pieces := range underline(strip, r.marks, start) {
			p.margin(digits, pieces)
		}
	}
}

// focus is the stretch from the first mark to the last, in the line that begins at offset start.
func (r row) focus(start int) text.Span {
	all := r.marks[0].span
	for _, m := range r.marks[1:] {
		all = text.Span{Start: min(all.Start, m.span.Start), End: max(all.End, m.span.End)}
	}
	return text.Span{Start: all.Start - start, End: all.End - start}
}

// underline returns what stands below a line: the marks, then their labels. The label of the last mark stands beside it, the
// others hang below, the rightmost first:
//
//	Fragrance-free cream with parfum, fragrance and aroma
//	--------------            ^^^^^^  --------- also here
//	|
//	the promise is here
func underline(s strip, marks []mark, start int) [][]piece {
	var signs, hanging []piece
	for i, m := range marks {
		column := s.column(m.span.Start - start)
		width := max(1, s.after(m.span.End-start)-column)
		signs = append(signs, piece{column, strings.Repeat(m.sign, width), m.paint})
		switch {
		case m.label == "":
		case i == len(marks)-1:
			signs = append(signs, piece{column + width + 1, m.label, m.paint})
		default:
			hanging = append(hanging, piece{column, m.label, m.paint})
		}
	}
	below := [][]piece{signs}
	if len(hanging) == 0 {
		return below
	}
	stems := make([]piece, len(hanging))
	for i, h := range hanging {
		stems[i] = piece{h.column, "|", h.paint}
	}
	below = append(below, stems)
	for i := len(hanging) - 1; i >= 0; i-- {
		below = append(below, append(stems[:i:i], hanging[i]))
	}
	return below
}

// margin writes the gutter without a number, then pieces from left to right.
func (p *page) margin(digits int, pieces []piece) {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", digits+1) + p.edge.Sprint("|"))
	at := -1 // the column that a space stands in between the gutter and the text
	for _, piece := range pieces {
		b.WriteString(strings.Repeat(" ", max(0, piece.column-at)))
		b.WriteString(piece.paint.Sprint(piece.text))
		at = piece.column + columns(piece.text)
	}
	p.line(b.String())
}
