package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
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
	return command
}

// A readingWriter writes one reading.
type readingWriter func(w io.Writer, path string, r *lint.Reading) error

var readingFormats = map[string]readingWriter{"text": writeReading, "jsonl": writeReadingJSON}

func (c *checking) parse(args []string) error {
	write, ok := readingFormats[c.format]
	if !ok {
		return fmt.Errorf("--format knows no %q; it is text or jsonl", c.format)
	}
	if len(args) == 0 {
		args = []string{"-"}
	}
	linter, err := lint.New(lint.Options{})
	if err != nil {
		return err
	}
	w := bufio.NewWriter(c.out)
	failed := false
	for _, path := range args {
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
		for i := range readings {
			if err := readings[i].Err; err != nil {
				failed = true
				c.complain("%s: record %s: %s", name, readings[i].Record, err)
				continue
			}
			if err := write(w, name, &readings[i]); err != nil {
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
func writeReading(w io.Writer, path string, r *lint.Reading) error {
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
		writeList(w, &r.Label.Lists[i])
	}
	return nil
}

func writeList(w io.Writer, list *label.List) {
	widest := 4
	for _, e := range list.Entries {
		widest = max(widest, min(44, runewidth.StringWidth(e.Text)))
	}
	fmt.Fprintf(w, "\n  %3s  %s  %s\n", "no.", runewidth.FillRight("entry", widest), "taken for, classes")
	for i := range list.Entries {
		e := &list.Entries[i]
		notes := []string{text.Printable(e.Name)}
		if !e.Known {
			notes[0] = "not in the dictionary"
		}
		notes = append(notes, e.Classes...)
		if e.Percent != nil {
			notes = append(notes, fmt.Sprintf("%g %%", *e.Percent))
		}
		if e.MayContain {
			notes = append(notes, "may contain")
		}
		fmt.Fprintf(w, "  %3d  %s  %s\n", e.Position, runewidth.FillRight(text.Printable(runewidth.Truncate(e.Text, widest, "…")), widest), strings.Join(notes, ", "))
		if e.Position == list.Line {
			fmt.Fprintf(w, "       %s\n", "── what follows stands at or below about 1 %: the law caps this ingredient there ──")
		}
	}
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

func writeReadingJSON(w io.Writer, path string, r *lint.Reading) error {
	out := readingJSON{ID: r.Record, Path: path, Ingredients: []entryJSON{}, Sections: []sectionJSON{}}
	for i := range r.Label.Sections {
		s := &r.Label.Sections[i]
		home := s.Home(text.Span{End: len(s.Text)})
		out.Sections = append(out.Sections, sectionJSON{s.Kind, s.Source().Field, home.Start, home.End})
	}
	for i := range r.Label.Lists {
		list := &r.Label.Lists[i]
		for j := range list.Entries {
			out.Ingredients = append(out.Ingredients, newEntry(list, &list.Entries[j]))
		}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(out)
}

func newEntry(list *label.List, e *inci.Entry) entryJSON {
	home := list.Section.Home(e.Span)
	return entryJSON{
		Text: e.Text, Name: e.Name, Known: e.Known, Percent: e.Percent, Nano: e.Nano, MayContain: e.MayContain,
		Position: e.Position, BelowOnePercent: list.BelowOne(e), Start: home.Start, End: home.End,
	}
}
