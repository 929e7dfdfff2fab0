package cli

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/report"
	"github.com/exolint/exolint/lint/text"
)

// largest is the size, in bytes, of the largest input that is read.
const largest = 256 << 20

// A checking is one run of check.
type checking struct {
	*program
	input       string
	stdinName   string
	format      string
	failOn      string
	exitZero    bool
	whyNot      bool
	perRecord   bool
	filesFrom   string
	ingredients []string // files of --inci
	commands    []string // names, for a path that may have been meant as one
}

func (p *program) check() *cobra.Command {
	c := &checking{program: p}
	command := &cobra.Command{
		Use:   "check [PATH… | -]",
		Short: "Lint files, folders and patterns such as copy/**/*.md, or what is piped in",
		Args:  cobra.ArbitraryArgs,
		RunE:  func(cmd *cobra.Command, args []string) error { return c.run(cmd, args) },
	}
	flags := command.Flags()
	flags.StringVar(&c.input, "input", "", "read every input as `FORMAT`: "+names(format.Formats, func(f format.Format) string { return f.Name }))
	flags.StringVar(&c.stdinName, "stdin-filename", "", "treat standard input as the file `NAME`")
	flags.StringVarP(&c.format, "format", "f", "text", "write `FORMAT`: "+names(report.Formats, func(f report.Format) string { return f.Name }))
	flags.StringVar(&c.failOn, "fail-on", "error", "exit 1 from this severity on: error, warning, info or never")
	flags.BoolVar(&c.exitZero, "exit-zero", false, "exit 0 in spite of findings; 2 stays 2")
	flags.BoolVar(&c.whyNot, "why-not", false, "list what matched too and why it was excused")
	flags.BoolVar(&c.perRecord, "per-record", false, "with --format jsonl: exactly one line a record, in the same order")
	flags.StringVar(&c.filesFrom, "files-from", "", "lint the files that `FILE` names, one a line; - for standard input")
	c.inciFlag(flags)
	for _, all := range []struct{ flag, values string }{
		{"input", names(format.Formats, func(f format.Format) string { return f.Name })},
		{"format", names(report.Formats, func(f report.Format) string { return f.Name })},
		{"fail-on", "error, warning, info, never"},
	} {
		complete(command, all.flag, strings.Split(all.values, ", ")...)
	}
	return command
}

func names[F any](all []F, name func(F) string) string {
	var list []string
	for _, f := range all {
		list = append(list, name(f))
	}
	return strings.Join(list, ", ")
}

func (c *checking) run(cmd *cobra.Command, args []string) error {
	if c.filesFrom != "" {
		listed, err := c.listed(c.filesFrom)
		if err != nil {
			return err
		}
		args = append(args, listed...)
	}
	if len(args) == 0 {
		if file, ok := c.in.(*os.File); ok && isatty.IsTerminal(file.Fd()) {
			cmd.SetOut(c.err)
			cmd.Help()
			return errTrouble
		}
		args = []string{"-"}
	}
	for _, other := range cmd.Root().Commands() {
		c.commands = append(c.commands, other.Name())
	}
	failOn := finding.Severity(finding.Error + 1)
	if c.failOn != "never" {
		var err error
		if failOn, err = finding.ParseSeverity(c.failOn); err != nil {
			return fmt.Errorf("--fail-on: %w, or never", err)
		}
	}
	out, err := report.Lookup(c.format)
	if err != nil {
		return err
	}
	style, err := c.style()
	if err != nil {
		return err
	}
	style.WhyNot, style.PerRecord = c.whyNot, c.perRecord
	if c.perRecord && c.format != "jsonl" {
		return errors.New("--per-record goes with --format jsonl")
	}
	if c.whyNot && strings.HasPrefix(c.format, "json") {
		return errors.New("--why-not goes with --format text or compact")
	}
	if c.input != "" {
		if _, err := format.Lookup(c.input); err != nil {
			return err
		}
	}
	if i := slices.Index(args, "-"); i >= 0 && slices.Contains(args[i+1:], "-") {
		return errors.New("standard input was named twice")
	}
	walked, err := files(args)
	if err != nil {
		return err
	}
	dictionary, imported, err := c.dictionary()
	if err != nil {
		return err
	}
	linter, err := c.linter(lint.Options{WhyNot: c.whyNot, Dictionary: dictionary})
	if err != nil {
		return err
	}
	run := &report.Run{
		Version: Version(), Rules: len(linter.Rules), RulesSum: linter.Sum, Markets: linter.Markets, AllMarkets: len(c.markets) == 0,
	}
	if imported != nil {
		run.Dictionary = imported.Sum()
	}
	failed := false
	for _, input := range c.all(linter, run, walked.paths) {
		if input.Err != nil {
			failed = true
			c.complain("%s: %s", input.Path, input.Err)
		}
		for _, product := range input.Products {
			if product.Err != nil {
				failed = true
				c.complain("%s: record %s: %s", input.Path, product.Record, product.Err)
			}
		}
		run.Inputs = append(run.Inputs, input)
	}
	if said := walked.unread(); said != "" {
		c.complain("%s", said)
	}
	if err := dictionary.Err(); err != nil {
		return err
	}
	w := bufio.NewWriter(c.out)
	if err := out.Write(w, run, style); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	switch {
	case failed:
		return errTrouble
	case c.exitZero:
		return nil
	case slices.ContainsFunc(run.Findings, func(f finding.Finding) bool { return f.Severity >= failOn }):
		return errFindings
	}
	return nil
}

// all reads and judges the inputs called paths, several at a time, and adds what was found to run, in their order.
func (c *checking) all(linter *lint.Linter, run *report.Run, paths []string) []report.Input {
	inputs, runs := make([]report.Input, len(paths)), make([]report.Run, len(paths))
	var wait sync.WaitGroup
	workers := min(len(paths), runtime.GOMAXPROCS(0))
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(paths); i += workers {
				inputs[i] = c.lint(linter, &runs[i], paths[i])
			}
		})
	}
	wait.Wait()
	for i := range runs {
		run.Findings = append(run.Findings, runs[i].Findings...)
		run.Excused = append(run.Excused, runs[i].Excused...)
	}
	return inputs
}

// lint reads and judges the input called path and adds what was found to run.
func (c *checking) lint(linter *lint.Linter, run *report.Run, path string) report.Input {
	name := path
	if path == "-" && c.stdinName != "" {
		name = c.stdinName
	}
	input := report.Input{Path: name}
	reader := format.For(name)
	if c.input != "" {
		if reader, input.Err = format.Lookup(c.input); input.Err != nil {
			return input
		}
	}
	input.Format = reader.Name
	data, err := c.read(path)
	if err != nil {
		input.Err = err
		return input
	}
	sum := sha256.Sum256([]byte(data))
	input.SHA256 = hex.EncodeToString(sum[:])
	results, err := linter.Read(reader, name, data)
	if err != nil {
		input.Err = err
		return input
	}
	for _, r := range results {
		product := report.Product{Record: r.Record, Name: r.Product, Err: r.Err, Findings: r.Findings}
		if r.Err != nil && r.Record == "" { // the file is the record
			input.Err, product.Err = r.Err, nil
		} else {
			input.Products = append(input.Products, product)
		}
		if r.Err == nil {
			input.Items++
		}
		run.Findings = append(run.Findings, r.Findings...)
		run.Excused = append(run.Excused, r.Excused...)
	}
	return input
}

// read returns what stands in the file called path, or in standard input for "-".
func (c *checking) read(path string) (string, error) {
	in := c.in
	if path != "-" {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", errors.New(c.missing(path))
		case err != nil:
			return "", cause(err)
		case info.IsDir():
			return "", errors.New("it is a folder; it may be named on the command line, not here")
		case !info.Mode().IsRegular() && !strings.HasPrefix(path, "/dev/") && !strings.HasPrefix(path, "/proc/"):
			return "", errors.New("it is no regular file; pipe it in instead")
		}
		file, err := os.Open(path)
		if err != nil {
			return "", cause(err)
		}
		defer file.Close()
		in = file
	}
	var b strings.Builder
	if file, ok := in.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() && info.Size() <= largest {
			b.Grow(int(info.Size()) + 1)
		}
	}
	n, err := io.Copy(&b, io.LimitReader(in, largest+1))
	switch {
	case err != nil:
		return "", cause(err)
	case n > largest:
		return "", fmt.Errorf("it is larger than %d MB; split it", largest>>20)
	}
	return b.String(), nil
}

// missing says that there is no file called path, and which command may have been meant.
func (c *checking) missing(path string) string {
	if near := text.Nearest(path, c.commands); near != "" && near != path && !strings.ContainsAny(path, "./\\") {
		return fmt.Sprintf("there is no such file, and no such command; did you mean %q?", near)
	}
	return "there is no such file"
}

// cause returns what went wrong without the path, which the message names already.
func cause(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	return err
}
