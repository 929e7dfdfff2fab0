package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/text"
)

func (p *program) parse() *cobra.Command {
	c := &checking{program: p}
	command := &cobra.Command{
		Use:   "parse [PATH… | -]",
		Short: "Show how a label is read: its sections and its ingredient list",
		Args:  cobra.ArbitraryArgs,
		RunE:  func(_ *cobra.Command, args []string) error { return c.parse(args) },
	}
	flags := command.Flags()
	flags.StringVar(&c.input, "input", "", "read every input as `FORMAT`: "+names(format.Formats, func(f format.Format) string { return f.Name }))
	flags.StringVar(&c.stdinName, "stdin-filename", "", "treat standard input as the file `NAME`")
	flags.StringVarP(&c.format, "format", "f", "text", "write `FORMAT`: text, or jsonl with one line a label")
	c.inciFlag(flags)
	return command
}

// A readingWriter writes one reading.
type readingWriter func(w io.Writer, linter *lint.Linter, path string, r *lint.Reading) error

var readingFormats = map[string]readingWriter{"text": writeReading, "jsonl": writeReadingJSON}

func (c *checking) parse(args []string) error {
	write, ok := readingFormats[c.format]
	if !ok {
		return fmt.Errorf("--format knows no %q; it is text or jsonl", c.format)
	}
	if len(args) == 0 {
		args = []string{"-"}
	}
	walked, err := files(args)
	if err != nil {
		return err
	}
	dictionary, _, err := c.dictionary()
	if err != nil {
		return err
	}
	linter, err := lint.New(lint.Options{Dictionary: dictionary})
	if err != nil {
		return err
	}
	w := bufio.NewWriter(c.out)
	failed := false
	for _, path := range walked.paths {
		name := path
		if path == "-" && c.stdinName != "" {
			name = c.stdinName
		}
		readings, err := c.readings(linter, path, name)
		if err != nil {
			failed = true
			c.complain("%s: %s", name, err)
			continue
		}
		if err := dictionary.Err(); err != nil {
			return err
		}
		for i := range readings {
			if err := readings[i].Err; err != nil {
				failed = true
				c.complain("%s: record %s: %s", name, readings[i].Record, err)
				continue
			}
			if err := write(w, linter, name, &readings[i]); err != nil {
				return err
			}
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if failed {
		return errTrouble
	}
	return nil
}

func (c *checking) readings(linter *lint.Linter, path, name string) ([]lint.Reading, error) {
	f := format.For(name)
	if c.input != "" {
		var err error
		if f, err = format.Lookup(c.input); err != nil {
			return nil, err
		}
	}
	data, err := c.read(path)
	if err != nil {
		return nil, err
	}
	return linter.Parse(f, name, data)
}

// writeReading writes the sections and, as a formulator lists them, the ingredients.
func writeReading(w io.Writer, linter *lint.Linter, path string, r *lint.Reading) error {
	fmt.Fprintf(w, "%s", text.Printable(path))
	if r.Record != "" {
		fmt.Fprintf(w, " record %s", text.Printable(r.Record))
	}
	fmt.Fprintln(w)
	for i := range r.Label.Sections {
		s := &r.Label.Sections[i]
		words := strings.Join(strings.Fields(s.Text), " ")
		fmt.Fprintf(w, "  %-12s %s\n", s.Kind, text.Printable(runewidth.Truncate(words, 80, "…")))
	}
	for i := range r.Label.Lists {
		writeList(w, &r.Label.Lists[i], linter)
	}
	return nil
}

// widths of the columns of a list, in cells; a column is no wider than what it holds.
const (
	widestEntry    = 40
	widestName     = 40
	widestFunction = 30

	widestRestriction = 110
)

// writeList writes a table: number, entry as written, INCI name, share, functions, classes.
func writeList(w io.Writer, list *label.List, linter *lint.Linter) {
	entry, name, function := 5, 9, 9
	rows := make([][4]string, len(list.Entries))
	known := 0
	for i := range list.Entries {
		e := &list.Entries[i]
		rows[i] = row(e, linter)
		entry = min(widestEntry, max(entry, runewidth.StringWidth(rows[i][0])))
		name = min(widestName, max(name, runewidth.StringWidth(rows[i][1])))
		function = min(widestFunction, max(function, runewidth.StringWidth(rows[i][2])))
		if e.Known {
			known++
		}
	}
	fit := func(s string, width int) string {
		return runewidth.FillRight(runewidth.Truncate(s, width, "…"), width)
	}
	line := func(no, a, b, c, d string) {
		fmt.Fprintln(w, strings.TrimRight(fmt.Sprintf("  %3s  %s  %s  %s  %s", no, fit(a, entry), fit(b, name), fit(c, function), d), " "))
	}
	between := func(format string, args ...any) { fmt.Fprintf(w, "       ── %s\n", fmt.Sprintf(format, args...)) }
	fmt.Fprintln(w)
	line("no.", "entry", "INCI name", "function", "marks")
	component, block, may := "", "", false
	for i := range list.Entries {
		e := &list.Entries[i]
		if e.Component != component {
			between("%s", text.Printable(e.Component))
		}
		if e.Block != block && e.Block != "" {
			between("%s ingredients", e.Block)
		}
		if e.MayContain && !may {
			between("may contain")
		}
		if e.Unordered && (i == 0 || !list.Entries[i-1].Unordered || e.Block != block || e.Component != component) {
			between("in alphabetical order, which tells no amounts")
		}
		component, block, may = e.Component, e.Block, e.MayContain
		line(strconv.Itoa(e.Position), rows[i][0], rows[i][1], rows[i][2], rows[i][3])
		if !e.Known {
			if near := linter.Suggest(e.Name); len(near) > 0 {
				fmt.Fprintf(w, "       perhaps %s?\n", strings.Join(near, " or "))
			}
		}
		for _, r := range imported(e, linter).Restrictions {
			fmt.Fprintf(w, "       %s\n", text.Printable(runewidth.Truncate(restriction(r), widestRestriction, "…")))
		}
		if i+1 < len(list.Entries) && e.Proof != list.Entries[i+1].Proof && list.Entries[i+1].Proof == e.Position {
			between("at or below about 1 %% from here: the law caps %s there", text.Printable(e.Name))
		}
	}
	fmt.Fprintf(w, "       %d of %s known\n", known, entries(len(list.Entries)))
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

// imported returns what was imported about an entry; nothing for one that is not known.
func imported(e *inci.Entry, linter *lint.Linter) *inci.Ingredient {
	if e.Known {
		if ing := linter.Imported(e.Name); ing != nil {
			return ing
		}
	}
	return &inci.Ingredient{}
}

// restriction says in a line what the law of the EU says of an ingredient.
func restriction(r inci.Restriction) string {
	switch {
	case r.Reference == "":
		return "EU: " + r.Text
	case r.Text == "":
		return "EU " + r.Reference
	}
	return "EU " + r.Reference + ": " + r.Text
}

// row returns the columns of an entry: as written, name, functions, and marks.
func row(e *inci.Entry, linter *lint.Linter) (row [4]string) {
	row[0] = text.Printable(e.Text)
	row[1] = text.Printable(e.Name)
	if !e.Known {
		row[1] = "not known"
	}
	functions := e.Functions
	if functions == nil {
		functions = imported(e, linter).Functions
	}
	row[2] = text.Printable(strings.Join(functions, ", "))
	var marks []string
	if e.Percent != nil {
		marks = append(marks, fmt.Sprintf("%g %%", *e.Percent))
	}
	if e.Nano {
		marks = append(marks, "nano")
	}
	row[3] = strings.Join(append(marks, e.Classes...), ", ")
	return row
}

// An entryJSON is an ingredient as programs read it. The offsets count in the field or file the list stands in.
type entryJSON struct {
	Text            string   `json:"text"`
	Name            string   `json:"name"`
	Known           bool     `json:"known"`
	Percent         *float64 `json:"percent"`
	Nano            bool     `json:"nano"`
	MayContain      bool     `json:"may_contain"`
	Block           string   `json:"block"`
	Component       string   `json:"component"`
	Position        int      `json:"position"`
	BelowOnePercent bool     `json:"below_one_percent"`
	Start           int      `json:"start"`
	End             int      `json:"end"`

	// Only where CosIng was imported and knows the ingredient.
	CAS          string            `json:"cas,omitempty"`
	Functions    []string          `json:"functions,omitempty"`
	Restrictions []restrictionJSON `json:"restrictions,omitempty"`
}

// A restrictionJSON is what the law of the EU says of an ingredient.
type restrictionJSON struct {
	Reference string `json:"reference"` // the entry of an annex of Regulation (EC) 1223/2009, "" for none
	Text      string `json:"text"`
}

type sectionJSON struct {
	Kind  string `json:"kind"`
	Field string `json:"field"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

type readingJSON struct {
	ID          string        `json:"id"`
	Path        string        `json:"path"`
	Ingredients []entryJSON   `json:"ingredients"`
	Sections    []sectionJSON `json:"sections"`
}

func writeReadingJSON(w io.Writer, linter *lint.Linter, path string, r *lint.Reading) error {
	out := readingJSON{ID: r.Record, Path: path, Ingredients: []entryJSON{}, Sections: []sectionJSON{}}
	for i := range r.Label.Sections {
		s := &r.Label.Sections[i]
		home := s.Home(text.Span{End: len(s.Text)})
		out.Sections = append(out.Sections, sectionJSON{s.Kind, s.Source().Field, home.Start, home.End})
	}
	for i := range r.Label.Lists {
		list := &r.Label.Lists[i]
		for j := range list.Entries {
			out.Ingredients = append(out.Ingredients, newEntry(list, &list.Entries[j], linter))
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func newEntry(list *label.List, e *inci.Entry, linter *lint.Linter) entryJSON {
	home := list.Section.Home(e.Span)
	more := imported(e, linter)
	var restrictions []restrictionJSON
	for _, r := range more.Restrictions {
		restrictions = append(restrictions, restrictionJSON(r))
	}
	return entryJSON{
		Text: e.Text, Name: e.Name, Known: e.Known, Percent: e.Percent, Nano: e.Nano, MayContain: e.MayContain,
		Position: e.Position, BelowOnePercent: e.BelowOne(), Block: e.Block, Component: e.Component, Start: home.Start, End: home.End,
		CAS: more.CAS, Functions: more.Functions, Restrictions: restrictions,
	}
}
