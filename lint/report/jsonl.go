package report

import (
	"bufio"
	"io"
)

// A recordJSON is a jsonl line about a record: its findings, or why it could not be read.
type recordJSON struct {
	Record   string          `json:"record"` // "" when the whole input is meant
	Path     string          `json:"path"`
	Findings *[]*findingJSON `json:"findings,omitempty"` // nil when it could not be read
	Error    string          `json:"error,omitempty"`
}

// writeJSONL writes one line a finding, then one for each record or input that could not be read. With s.PerRecord it
// writes exactly one line a record instead, and one for an input that could not be read to its end.
func writeJSONL(w io.Writer, r *Run, s Style) error {
	out := lines{out: bufio.NewWriter(w)}
	var places placer
	if !s.PerRecord {
		for i := range r.Findings {
			out.write(newFinding(&r.Findings[i], &places))
		}
	}
	for _, in := range r.Inputs {
		for _, p := range in.Products {
			if p.Err != nil {
				out.write(recordJSON{Record: p.Record, Path: in.Path, Error: p.Err.Error()})
			} else if s.PerRecord {
				findings := newFindings(p.Findings, &places)
				out.write(recordJSON{Record: p.Record, Path: in.Path, Findings: &findings})
			}
		}
		if in.Err != nil {
			out.write(recordJSON{Path: in.Path, Error: in.Err.Error()})
		}
	}
	return out.close()
}

// A lines writes JSON values, one a line. The first error stays until close returns it.
type lines struct {
	out *bufio.Writer
	err error
}

func (l *lines) write(v any) {
	if l.err != nil {
		return
	}
	var b []byte
	if b, l.err = marshal(v, ""); l.err == nil {
		_, l.err = l.out.Write(b)
	}
}

func (l *lines) close() error {
	if l.err != nil {
		return l.err
	}
	return l.out.Flush()
}
