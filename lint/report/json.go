package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/text"
)

// Schema is the JSON Schema (2020-12) of the json document and of a jsonl line.
//
//go:embed schema.json
var Schema []byte

// schemaID names the version of the contract. It changes when a field is taken away or means something else.
const schemaID = "urn:exolint:report:1"

// The types below are the contract in the order it is written; schema.json says the same for machines.

type document struct {
	Schema   string         `json:"schema"`
	Tool     toolJSON       `json:"tool"`
	Rules    rulesJSON      `json:"rules"`
	Markets  []string       `json:"markets"`
	Inputs   []inputJSON    `json:"inputs"`
	Products []productJSON  `json:"products"`
	Findings []*findingJSON `json:"findings"`
	Counts   countsJSON     `json:"counts"`
}

type toolJSON struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type rulesJSON struct {
	Count      int    `json:"count"`
	SHA256     string `json:"sha256"`
	Dictionary string `json:"dictionary,omitempty"` // only where ingredients were imported
}

type inputJSON struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
	Format string `json:"format"`
	Status string `json:"status"` // "read", "partial" or "unread"
	Error  string `json:"error,omitempty"`
}

type productJSON struct {
	Path     string     `json:"path"`
	Record   string     `json:"record"`
	Name     string     `json:"name"`
	Verdicts []struct{} `json:"verdicts"` // what a verdict is has not been settled; the list is empty
	Error    string     `json:"error,omitempty"`
}

type findingJSON struct {
	Rule        string      `json:"rule"`
	Family      string      `json:"family"`
	Severity    string      `json:"severity"`
	Message     string      `json:"message"`
	Text        string      `json:"text"`
	Path        string      `json:"path"`
	Record      string      `json:"record"`
	Product     string      `json:"product"`
	Field       string      `json:"field"`
	Section     string      `json:"section"`
	Start       placeJSON   `json:"start"`
	End         placeJSON   `json:"end"`
	Markets     []string    `json:"markets"`
	Basis       []basisJSON `json:"basis"`
	Evidence    string      `json:"evidence"`
	Suggestion  string      `json:"suggestion"`
	Notes       []noteJSON  `json:"notes"`
	Fingerprint string      `json:"fingerprint"`
	Waiver      *struct{}   `json:"waiver"` // null: what was waived is not among the findings
}

type placeJSON struct {
	Offset int `json:"offset"` // in bytes, from 0
	Line   int `json:"line"`
	Column int `json:"column"` // in characters
}

type basisJSON struct {
	ID       string `json:"id"`
	Citation string `json:"citation"`
	URL      string `json:"url"`
}

type noteJSON struct {
	Field   string    `json:"field"` // the promise may stand in another field than what breaks it
	Start   placeJSON `json:"start"`
	End     placeJSON `json:"end"`
	Message string    `json:"message"`
}

type countsJSON struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// writeJSON writes the run as one document.
func writeJSON(w io.Writer, r *Run, _ Style) error {
	counts := r.counts()
	d := document{
		Schema:   schemaID,
		Tool:     toolJSON{"exolint", r.Version},
		Rules:    rulesJSON{r.Rules, r.RulesSum, r.Dictionary},
		Markets:  list(r.Markets),
		Inputs:   []inputJSON{},
		Products: []productJSON{},
		Findings: newFindings(r.Findings, &placer{}),
		Counts:   countsJSON{counts[finding.Error], counts[finding.Warning], counts[finding.Info]},
	}
	for _, in := range r.Inputs {
		d.Inputs = append(d.Inputs, inputJSON{in.Path, in.SHA256, in.Format, in.status(), reason(in.Err)})
		for _, p := range in.Products {
			d.Products = append(d.Products, productJSON{in.Path, p.Record, p.Name, []struct{}{}, reason(p.Err)})
		}
	}
	b, err := marshal(d, "  ")
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// status says in a word how much of the input was read.
func (in *Input) status() string {
	if in.Err != nil && in.Items == 0 {
		return "unread"
	}
	if in.Err != nil {
		return "partial"
	}
	for _, p := range in.Products {
		if p.Err != nil {
			return "partial"
		}
	}
	return "read"
}

func newFindings(findings []finding.Finding, places *placer) []*findingJSON {
	all := []*findingJSON{}
	for i := range findings {
		all = append(all, newFinding(&findings[i], places))
	}
	return all
}

func newFinding(f *finding.Finding, places *placer) *findingJSON {
	j := &findingJSON{
		Rule:        f.Rule,
		Family:      f.Family,
		Severity:    f.Severity.String(),
		Message:     f.Message,
		Text:        f.Text(),
		Path:        f.Source.Path,
		Record:      f.Source.Record,
		Product:     f.Source.Product,
		Field:       f.Source.Field,
		Section:     f.Section,
		Start:       places.position(f.Source, f.Span.Start),
		End:         places.position(f.Source, f.Span.End),
		Markets:     list(f.Markets),
		Basis:       []basisJSON{},
		Evidence:    f.Evidence,
		Suggestion:  f.Suggestion,
		Notes:       []noteJSON{},
		Fingerprint: f.Fingerprint(),
	}
	for _, b := range f.Basis {
		j.Basis = append(j.Basis, basisJSON{b.ID, b.Citation(), b.URL})
	}
	for _, n := range f.Notes {
		start, end := places.position(n.Source, n.Span.Start), places.position(n.Source, n.Span.End)
		j.Notes = append(j.Notes, noteJSON{n.Source.Field, start, end, n.Message})
	}
	return j
}

func (p *placer) position(s *text.Source, at int) placeJSON {
	place := p.find(s, at)
	return placeJSON{at, place.Line, place.Column}
}

// list returns s, which is written [] when it is empty.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

// reason returns the text of err, "" for none.
func reason(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// marshal returns v as JSON with a final line break, on one line when indent is "". "<" stays "<", and what cannot be seen
// is written as its number, so that the document is safe to show.
func marshal(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	return unhide(b.Bytes()), nil
}

// unhide writes hidden characters of JSON as \u escapes. They stand in strings; the rest of JSON is ASCII.
func unhide(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		switch {
		case r < 0x7F || !hidden(r): // of the ASCII controls, encoding/json escapes all but DEL
			out = append(out, b[:size]...)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			out = fmt.Appendf(out, `\u%04x\u%04x`, high, low)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		b = b[size:]
	}
	return out
}
