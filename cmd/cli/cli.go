// Package cli is exolint's command line: commands, flags, streams and exit codes, one file a command. It does not know
// how anything is matched.
package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/term"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/report"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// Exit codes.
const (
	exitClean    = 0 // read everything, nothing at or above --fail-on
	exitFindings = 1
	exitTrouble  = 2 // could not do the work: whatever was not read is not clean
)

// errFindings ends a command with exit code 1; it says nothing itself.
var errFindings = errors.New("findings")

// errTrouble ends a command with exit code 2 when what is wrong was said already.
var errTrouble = errors.New("trouble")

// A program is one run of exolint: its streams and what is asked of every command.
type program struct {
	in  io.Reader
	out *output
	err io.Writer

	color   string
	rules   []string
	only    bool
	markets []string
}

// Main runs exolint with args, without the program's name, and returns the exit code.
func Main(args []string, in io.Reader, out, err io.Writer) int {
	p := &program{in: in, out: &output{to: out}, err: err}
	root := p.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(p.out)
	root.SetErr(err)
	e := root.Execute()
	if p.out.failed != nil && !errors.Is(e, syscall.EPIPE) {
		e = fmt.Errorf("write the output: %w", p.out.failed)
	}
	switch {
	case e == nil:
		return exitClean
	case errors.Is(e, errFindings):
		return exitFindings
	case errors.Is(e, errTrouble):
		return exitTrouble
	case errors.Is(e, syscall.EPIPE): // the reader has seen enough: that is no error
		return exitClean
	default:
		p.complain("%s", e)
		return exitTrouble
	}
}

// output is where a command writes. It remembers the first error, so that nothing that was lost looks done.
type output struct {
	to     io.Writer
	failed error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.to.Write(b)
	if err != nil && o.failed == nil {
		o.failed = err
	}
	return n, err
}

// commands are the commands beside check, which the root runs too. A new one is a file and a line here.
var commands = []func(*program) *cobra.Command{
	(*program).check,
	(*program).explain,
	(*program).inci,
	(*program).list,
	(*program).parse,
	(*program).version,
}

func (p *program) root() *cobra.Command {
	root := p.check()
	root.Use = "exolint [PATH… | -]"
	root.Short = "Lint what a cosmetic product says about itself"
	root.Long = `exolint reads label text, marketing copy and INCI ingredient lists and says what is wrong, where, why, on whose
authority, and what to write instead.`
	root.Example = `  exolint label.txt claims.txt        files, one product each
  pbpaste | exolint                   whatever is piped in
  exolint explain disease-treatments  what a rule is about
  exolint rules --family drug-claim   the rules there are`
	root.Version = Version()
	root.SilenceErrors = true
	root.SilenceUsage = true
	root.CompletionOptions.HiddenDefaultCmd = false
	flags := root.PersistentFlags()
	flags.StringVar(&p.color, "color", "auto", "colour: auto, always or never")
	flags.StringArrayVar(&p.rules, "rules", nil, "add the rules of a folder of yours, `DIR`/<family>/<id>.toml; nothing in them is executed")
	flags.BoolVar(&p.only, "only-my-rules", false, "leave the built-in rules out")
	flags.StringSliceVar(&p.markets, "market", nil, "judge for these markets only: us, eu, uk, ca, au, kr, jp, cn, tw")
	for _, command := range commands {
		root.AddCommand(command(p))
	}
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if f := cmd.Flag("market"); f != nil && f.Changed && len(p.markets) == 0 {
			return errors.New("--market is empty; name markets, or leave it out for all")
		}
		return nil
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		typed, ok := strings.CutPrefix(err.Error(), "unknown flag: --")
		if !ok {
			return err
		}
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		if near := text.Nearest(typed, known); near != "" {
			return fmt.Errorf("%w; did you mean --%s?", err, near)
		}
		return err
	})
	root.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveDefault
	}
	complete(root, "color", "auto", "always", "never")
	complete(root, "market", rule.Markets...)
	return root
}

// complete offers values for a flag to the shell.
func complete(command *cobra.Command, flag string, values ...string) {
	command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// complain writes one message to the error stream. What strangers wrote is made harmless.
func (p *program) complain(format string, args ...any) {
	for _, line := range strings.Split(fmt.Sprintf(format, args...), "\n") {
		fmt.Fprintf(p.err, "exolint: %s\n", text.Printable(line))
	}
}

// linter makes the linter that the flags ask for; o says what the command needs of it.
func (p *program) linter(o lint.Options) (*lint.Linter, error) {
	folders, err := p.folders(p.rules)
	if err != nil {
		return nil, err
	}
	var markets []string
	for _, m := range p.markets {
		if strings.TrimSpace(m) == "" {
			return nil, errors.New("--market is empty; name markets, or leave it out for all")
		}
		markets = append(markets, strings.ToLower(strings.TrimSpace(m)))
	}
	o.Rules, o.Only, o.Markets = folders, p.only, markets
	return lint.New(o)
}

// folders opens folders of rules. A path that is no folder, or holds no rule, is an error: it was meant to do something.
func (p *program) folders(paths []string) ([]fs.FS, error) {
	var all []fs.FS
	for _, path := range paths {
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("rules folder %s: there is no such folder", path)
		}
		if err != nil {
			return nil, fmt.Errorf("rules folder %s: %w", path, cause(err))
		}
		if !info.IsDir() {
			return nil, fmt.Errorf("rules folder %s: it is a file; name the folder that holds <family>/<id>.toml", path)
		}
		files := os.DirFS(path)
		found, _ := fs.Glob(files, "*/*.toml")
		if len(found) == 0 {
			return nil, fmt.Errorf("rules folder %s: it holds no rule; rules are files <family>/<id>.toml below it", path)
		}
		all = append(all, files)
	}
	return all, nil
}

// style decides how the output may look.
func (p *program) style() (report.Style, error) {
	s := report.Style{}
	file, isFile := p.out.to.(*os.File)
	terminal := isFile && isatty.IsTerminal(file.Fd())
	switch p.color {
	case "always":
		s.Color = true
	case "never":
	case "auto":
		switch force := os.Getenv("FORCE_COLOR"); {
		case force != "" && force != "0":
			s.Color = true
		case os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" || force == "0":
		default:
			s.Color = terminal
		}
	default:
		return s, fmt.Errorf("--color knows no %q; it is auto, always or never", p.color)
	}
	if terminal {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil {
			s.Width = width
		}
	}
	return s, nil
}
