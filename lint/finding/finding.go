// Package finding holds what exolint says about a label: findings, their notes and their identity. It knows nothing of
// how a finding came to be or how it is printed.
package finding

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/exolint/exolint/lint/text"
)

// A Severity says how much a finding weighs.
type Severity int

// The severities, from lightest to heaviest. Off means that a rule says nothing.
const (
	Off     Severity = iota
	Info             // worth knowing
	Warning          // a careful reader would object
	Error            // the label breaks a stated rule or cannot be true
)

var names = [...]string{"off", "info", "warning", "error"}

func (s Severity) String() string { return names[s] }

// ParseSeverity returns the severity called name: "info", "warning" or "error".
func ParseSeverity(name string) (Severity, error) {
	for s := Info; s <= Error; s++ {
		if names[s] == name {
			return s, nil
		}
	}
	return Off, fmt.Errorf("there is no severity %q; it is error, warning or info", name)
}

// A Finding is one place on a label that a rule objects to.
type Finding struct {
	Rule       string // id, such as "exosome-counts-without-method"
	Family     string // such as "exosome-count"
	Severity   Severity
	Message    string // what is wrong here, one line, lower case, no full stop
	Suggestion string // what to do, an instruction
	Evidence   string // the kind of evidence that would settle it; "none" when nothing can
	Source     *text.Source
	Span       text.Span // in Source.Text
	Section    string    // kind of the section: "claims", "ingredients", …
	Markets    []string  // the markets it holds in, in their usual order
	Basis      []Basis
	Notes      []Note

	Excused string // why it was let pass; "" for a finding that stands. Only with Linter.WhyNot
}

// Text returns the quote: the words the finding is about, as they stand in the source.
func (f *Finding) Text() string { return f.Source.Text[f.Span.Start:f.Span.End] }

// Fingerprint identifies the finding by rule, field and quoted words, wherever they stand. Two findings of one rule on
// the same words in one field share it.
func (f *Finding) Fingerprint() string {
	sum := sha256.Sum256([]byte(f.Rule + "\x00" + f.Source.Field + "\x00" + strings.Join(strings.Fields(text.Fold(f.Text())), " ")))
	return hex.EncodeToString(sum[:8])
}

// A Note points at another place that explains the finding.
type Note struct {
	Source  *text.Source
	Span    text.Span // in Source.Text
	Message string
}

// A Basis is a law, a guidance or a piece of science that a rule rests on.
type Basis struct {
	ID        string // "EU-15"
	Title     string // "Regulation (EC) No 1223/2009 on cosmetic products (EU)"
	Article   string // "Annex II, entry 416"; "" when the whole of it
	URL       string
	Meaning   string // what it says, in our own words
	Kind      string // "law", "guidance" or "science"
	Certainty string // "V1": the instrument was seen; "V2": through a secondary source
	Read      string // the day it was read, YYYY-MM-DD
}

// Citation returns title and article as they are quoted.
func (b Basis) Citation() string {
	if b.Article == "" {
		return b.Title
	}
	return b.Title + ", " + b.Article
}
