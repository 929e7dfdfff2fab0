package report

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/fatih/color"

	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/text"
)

// writeText writes for people: each finding with the words it is about, why, and what to do; then what came of the run.
func writeText(w io.Writer, r *Run, s Style) error {
	p := newPage(w, s)
	for i := range r.Findings {
		p.finding(&r.Findings[i], r.Markets)
	}
	if s.WhyNot {
		p.excused(r.Excused)
	}
	for i, line := range p.summary(r) {
		if i > 0 {
			line = "  " + line
		}
		p.line(p.strong.Sprint(line))
	}
	return p.out.Flush()
}

// summary returns the last words, in the lines that a terminal has room for.
func (p *page) summary(r *Run) []string {
	if !p.terminal {
		return []string{r.Summary()}
	}
	return wrap(r.Summary(), p.width-2)
}

const (
	usualWidth = 100 // columns, when the terminal does not say
	leastRoom  = 20  // columns for the label's text, however narrow the terminal
)

// A page is where text is laid out. Write errors wait in out until it is flushed.
type page struct {
	palette
	placer
	out      *bufio.Writer
	width    int
	terminal bool // width is that of a terminal
}

// A palette holds the paints of a report. Nothing is said by colour alone.
type palette struct {
	severity            [finding.Error + 1]*color.Color
	edge, strong, faint *color.Color
}

func newPage(w io.Writer, s Style) *page {
	paint := func(attributes ...color.Attribute) *color.Color {
		c := color.New(attributes...)
		if s.Color { // said here, or the package would look at standard output for itself
			c.EnableColor()
		} else {
			c.DisableColor()
		}
		return c
	}
	p := &page{out: bufio.NewWriter(w), width: s.Width, terminal: s.Width > 0}
	if p.width == 0 {
		p.width = usualWidth
	}
	p.severity[finding.Error] = paint(color.FgRed, color.Bold)
	p.severity[finding.Warning] = paint(color.FgYellow, color.Bold)
	p.severity[finding.Info] = paint(color.FgCyan, color.Bold)
	p.edge = paint(color.FgBlue, color.Bold)
	p.strong = paint(color.Bold)
	p.faint = paint(color.Faint)
	return p
}

func (p *page) line(s string) {
	p.out.WriteString(s)
	p.out.WriteByte('\n')
}

// room is how many columns of a line of the label fit beside line numbers of so many digits.
func (p *page) room(digits int) int { return max(leastRoom, p.width-digits-len(" | ")) }

// finding writes f. The markets are those of the run: which of them it holds in is said when it is not all.
func (p *page) finding(f *finding.Finding, markets []string) {
	p.line(p.headline(f))
	digits := p.digits(f)
	rows := p.rows(f.Source, mark{span: f.Span, sign: "^", paint: p.severity[f.Severity]})
	apart := p.gather(rows, f, digits)
	p.arrow(digits, f.Source, f.Span.Start)
	p.frame(f.Source, rows, digits)
	for _, n := range apart {
		p.margin(digits, nil)
		p.line(strings.Repeat(" ", digits) + p.edge.Sprint("note") + p.strong.Sprint(": "+oneLine(n.Message)))
		p.arrow(digits, n.Source, n.Span.Start)
		p.frame(n.Source, p.rows(n.Source, mark{span: n.Span, sign: "-", paint: p.edge}), digits)
	}
	p.remark(digits, "help", f.Suggestion)
	p.remark(digits, "basis", cite(f.Basis))
	if n := len(f.Markets); 0 < n && n < len(markets) {
		p.remark(digits, "markets", "only "+upper(f.Markets))
	}
	p.line("")
}

// headline says what is wrong: "error: “heals eczema” promises to treat a disease [disease-treatments]".
func (p *page) headline(f *finding.Finding) string {
	return p.title(p.severity[f.Severity].Sprint(f.Severity), oneLine(f.Message), f)
}

// pardon says what was let pass: "excused: “heals eczema” [disease-treatments]".
func (p *page) pardon(f *finding.Finding) string {
	return p.title(p.faint.Sprint("excused"), quote(f), f)
}

// title writes a message behind its kind and before its rule, wrapped on a terminal so that no word is broken there.
func (p *page) title(kind, message string, f *finding.Finding) string {
	rule := "[" + escape(f.Rule) + "]"
	lines := []string{message + " " + rule}
	if p.terminal {
		lines = wrap(lines[0], p.width-hanging)
	}
	for i, line := range lines {
		if said, ok := strings.CutSuffix(line, rule); ok && i == len(lines)-1 {
			lines[i] = p.strong.Sprint(strings.TrimSuffix(said, " "))
			if said != "" {
				lines[i] += " "
			}
			lines[i] += p.faint.Sprint(rule)
			continue
		}
		lines[i] = p.strong.Sprint(line)
	}
	return kind + p.strong.Sprint(": ") + strings.Join(lines, "\n"+strings.Repeat(" ", hanging))
}

// hanging is how far the second line of a message is set in: under the words behind "warning: ".
const hanging = len("warning: ")

// digits returns how long the longest line number gets in the frames of f.
func (p *page) digits(f *finding.Finding) int {
	last := p.find(f.Source, f.Span.End).Line
	for _, n := range f.Notes {
		last = max(last, p.find(n.Source, n.Span.End).Line)
	}
	return len(strconv.Itoa(last))
}

// rows returns the lines to show for m: its line, or the first and the last when it goes over several.
func (p *page) rows(s *text.Source, m mark) []row {
	const space = " \t\r\n" // at the end it is not worth a line
	m.span.End = m.span.Start + len(strings.TrimRight(s.Text[m.span.Start:m.span.End], space))
	first, last := p.find(s, m.span.Start).Line, p.find(s, m.span.End).Line
	if first == last {
		return []row{{first, []mark{m}}}
	}
	head, tail := m, m
	line, start := s.Line(first)
	head.span.End = max(m.span.Start, start+len(strings.TrimRight(line, space)))
	line, start = s.Line(last)
	tail.span.Start = start + len(line) - len(strings.TrimLeft(line, space))
	return []row{{first, []mark{head}}, {last, []mark{tail}}}
}

// gather puts the notes of f that stand on its own line into rows, as far as they fit on the terminal, and returns the
// others.
func (p *page) gather(rows []row, f *finding.Finding, digits int) (apart []finding.Note) {
	for _, n := range f.Notes {
		if len(rows) == 1 && n.Source == f.Source {
			m := mark{n.Span, "-", oneLine(n.Message), p.edge}
			if with, ok := rows[0].with(m, f.Source, p.room(digits)); ok {
				rows[0] = with
				continue
			}
		}
		apart = append(apart, n)
	}
	return apart
}

// with returns r with one more mark. ok is false when m is on another line, overlaps a mark or does not fit in room.
func (r row) with(m mark, s *text.Source, room int) (_ row, ok bool) {
	line, start := s.Line(r.line)
	if m.span.Len() == 0 || !(text.Span{Start: start, End: start + len(line)}).Holds(m.span) {
		return r, false
	}
	for _, other := range r.marks {
		if other.span.Overlaps(m.span) || other.span.Len() == 0 {
			return r, false
		}
	}
	r.marks = append(slices.Clone(r.marks), m)
	slices.SortFunc(r.marks, func(a, b mark) int { return a.span.Start - b.span.Start })
	focus := r.focus(start)
	if focus.Len() > bytesPerColumn*room || total(cells(line[focus.Start:focus.End], tab))+2 > room {
		return r, false
	}
	for _, pieces := range underline(lay(line, focus, room), r.marks, start) {
		last := pieces[len(pieces)-1]
		if last.column+columns(last.text) > room {
			return r, false
		}
	}
	return r, true
}

// arrow writes where in the input the next frame is.
func (p *page) arrow(digits int, s *text.Source, at int) {
	p.line(strings.Repeat(" ", digits) + p.edge.Sprint("-->") + " " + p.where(s, at))
}

// remark writes a line such as "= help: …", wrapped. It writes nothing when there is nothing to say.
func (p *page) remark(digits int, title, s string) {
	if s == "" {
		return
	}
	indent := digits + len(" = ") + len(title) + len(": ")
	for i, line := range wrap(oneLine(s), p.width-indent) {
		if i == 0 {
			p.line(strings.Repeat(" ", digits+1) + p.edge.Sprint("=") + " " + p.strong.Sprint(title+":") + " " + line)
		} else {
			p.line(strings.Repeat(" ", indent) + line)
		}
	}
}

// wrap breaks s at spaces into lines of at most width columns. A word that is longer has a line of its own.
func wrap(s string, width int) []string {
	width = max(width, leastRoom)
	var lines []string
	left := 0
	for _, word := range strings.Split(s, " ") {
		n := columns(word)
		if lines == nil || n+1 > left {
			lines = append(lines, word)
			left = width - n
			continue
		}
		lines[len(lines)-1] += " " + word
		left -= n + 1
	}
	return lines
}

// cited is how many of a finding's bases are worth the room; the rest is for explain and JSON.
const cited = 3

// cite names the first bases. A title that was just named is not repeated.
func cite(basis []finding.Basis) string {
	var parts []string
	for i, b := range basis[:min(cited, len(basis))] {
		switch {
		case i > 0 && b.Title == basis[i-1].Title && b.Article == basis[i-1].Article:
		case i > 0 && b.Title == basis[i-1].Title && b.Article != "":
			parts = append(parts, b.Article)
		default:
			parts = append(parts, b.Citation())
		}
	}
	if more := len(basis) - cited; more > 0 {
		parts = append(parts, "and "+strconv.Itoa(more)+" more")
	}
	return strings.Join(parts, "; ")
}

// excused lists what was let pass and why.
func (p *page) excused(list []finding.Finding) {
	if len(list) == 0 {
		p.line("no match was excused")
		p.line("")
		return
	}
	for i := range list {
		f := &list[i]
		p.line(p.pardon(f))
		p.arrow(1, f.Source, f.Span.Start)
		p.remark(1, "why", f.Excused)
		p.line("")
	}
}

// quote returns the words f is about, in quotation marks, on one line and not longer than a line should be.
func quote(f *finding.Finding) string {
	return "“" + lay(oneLine(f.Text()), text.Span{}, usualWidth/2).shown + "”"
}
