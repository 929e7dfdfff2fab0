package report

import "io"

// writeCompact writes one line a finding, in the shape that editors and grep know: "serum.txt:2:10: error: … [rule]".
func writeCompact(w io.Writer, r *Run, s Style) error {
	p := newPage(w, s)
	for i := range r.Findings {
		f := &r.Findings[i]
		p.line(p.where(f.Source, f.Span.Start) + ": " + p.headline(f))
	}
	if s.WhyNot {
		for i := range r.Excused {
			f := &r.Excused[i]
			p.line(p.where(f.Source, f.Span.Start) + ": " + p.pardon(f) + ": " + oneLine(f.Excused))
		}
	}
	return p.out.Flush()
}
