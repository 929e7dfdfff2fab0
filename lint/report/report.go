// Package report writes what a run has to say, one file per output. It knows lines, columns, terminals and JSON; how a
// finding came to be, and where the bytes go, is for others to know.
package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/exolint/exolint/lint/finding"
)

// A Run is everything one invocation has to say.
type Run struct {
	Version    string            // of exolint
	Rules      int               // number of rules that ran
	RulesSum   string            // SHA-256 over rules and lexicons, hex
	Dictionary string            // SHA-256 over what was imported beside the built-in ingredients, hex; "" when nothing was
	Markets    []string          // markets judged, lower-case tags, in their usual order
	AllMarkets bool              // no market was chosen, so all were judged
	Inputs     []Input           // in the order given
	Findings   []finding.Finding // those that stand, sorted by input, span start, rule
	Excused    []finding.Finding // those that were let pass, sorted likewise; only when asked for
}

// An Input is one file, standard input, or whatever else was given to be read.
type Input struct {
	Path     string
	Format   string // name of the input format
	SHA256   string // of its bytes, hex; "" when they could not be read
	Err      error  // nil when it was read to its end
	Items    int    // labels read in it
	Products []Product
}

// A Product is what one record of an input describes. A file that is one label has one.
type Product struct {
	Record string // the record's own id; "" outside record formats
	Name   string // "" when the input does not say
	Err    error  // nil when the record could be read

	// Findings repeats those of Run.Findings that are about this product. Only Style.PerRecord needs them: two records may
	// have one id or none, so findings cannot be given back to theirs afterwards.
	Findings []finding.Finding
}

// A Style says how an output may look. The zero Style suits a file.
type Style struct {
	Color     bool // paint for a terminal
	Width     int  // columns of the terminal; 0 when unknown
	WhyNot    bool // list what was excused, too
	PerRecord bool // jsonl: exactly one line a record
}

// A Format is one way to write a run.
type Format struct {
	Name  string
	Help  string // what it is for, a few words
	Write func(io.Writer, *Run, Style) error
}

// Formats lists every output, the default first.
var Formats = []Format{
	{"text", "for people: the words, why and what to do", writeText},
	{"compact", "one line a finding, for editors and grep", writeCompact},
	{"json", "one document for programs", writeJSON},
	{"jsonl", "one JSON line a finding, for pipelines", writeJSONL},
}

// Lookup returns the format called name. The error of an unknown one says which there are and which comes nearest.
func Lookup(name string) (Format, error) {
	var names []string
	near, distance := "", len(name)/2+1 // further apart than half the letters is not near
	for _, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
		if d := edits(name, f.Name); d < distance {
			near, distance = f.Name, d
		}
	}
	err := fmt.Errorf("there is no output format %q; the formats are %s", name, and(names))
	if near != "" {
		err = fmt.Errorf("%w, and %s is the nearest", err, near)
	}
	return Format{}, err
}

// edits counts the bytes to insert, drop or change to make b of a (Levenshtein), after lower-casing a.
func edits(a, b string) int {
	a = strings.ToLower(a)
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
