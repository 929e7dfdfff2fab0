package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/text"
)

// cosing is where the Commission shows its database.
const cosing = "https://ec.europa.eu/growth/tools-databases/cosing/"

func (p *program) inci() *cobra.Command {
	command := &cobra.Command{
		Use:   "inci",
		Short: "Add the ingredients of CosIng, the European Commission's database, to the built-in ones",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			cmd.SetOut(p.err)
			cmd.Help()
			return errTrouble
		},
	}
	command.AddCommand(p.inciImport(), p.inciStatus())
	return command
}

func (p *program) inciImport() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE.csv…",
		Short: "Read exports of CosIng; from then on every check uses them",
		Long: `import reads exports of CosIng as CSV: the inventory of ingredients and the annexes II to VI. It saves what they say in a
dictionary of yours, which every check and parse uses from then on beside the built-in one. An export takes the place of
the one of its kind that was imported before; the others stay. The exports are offered in CosIng:
` + cosing,
		Example: `  exolint inci import COSING_Ingredients-Fragrance-Inventory_v2.csv COSING_Annex.V_v2.csv`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("inci import: name the exports of CosIng to read, CSV files")
			}
			return p.importExports(args)
		},
	}
}

func (p *program) inciStatus() *cobra.Command {
	format := ""
	command := &cobra.Command{
		Use:   "status",
		Short: "Say which ingredients are known: built in, and imported",
		Args:  cobra.NoArgs,
		RunE:  func(*cobra.Command, []string) error { return p.inciReport(format) },
	}
	command.Flags().StringVarP(&format, "format", "f", "text", "text or json")
	complete(command, "format", "text", "json")
	return command
}

// inciFlag adds --inci to a command that reads lists.
func (c *checking) inciFlag(flags *pflag.FlagSet) {
	flags.StringArrayVar(&c.ingredients, "inci", nil, "know the ingredients of `FILE`, an export of CosIng or a saved dictionary, instead of the imported ones; none: only those built in")
}

// importExports reads the exports called paths and saves them. When one cannot be read, nothing is saved.
func (p *program) importExports(paths []string) error {
	path, all, err := saved()
	if err != nil {
		return err
	}
	read, err := readExports(paths)
	if err != nil {
		return err
	}
	for _, e := range read {
		all.Add(e)
	}
	if err := save(path, all.Text()); err != nil {
		return fmt.Errorf("save the dictionary in %s: %w", path, cause(err))
	}
	for _, e := range read {
		p.sayExport(e)
	}
	fmt.Fprintf(p.out, "saved in %s\n%s\n", text.Printable(path), all.Attribution())
	return nil
}

// sayExport writes what was read of an export, and what was not.
func (p *program) sayExport(e *inci.Export) {
	fmt.Fprintln(p.out, text.Printable(fmt.Sprintf("%s: %s from %s%s", e.Kind, amount(e), e.File, made(e))))
	for _, s := range e.Skipped {
		fmt.Fprintf(p.out, "  skipped %d: %s, first in line %d\n", s.Count, s.Why, s.Line)
	}
}

// amount says how much an export holds.
func amount(e *inci.Export) string {
	if e.Kind == inci.Inventory {
		return counted(e.Entries(), "ingredient", "ingredients") + " with " + counted(e.Names, "name", "names")
	}
	return counted(e.Entries(), "entry", "entries") + " with " + counted(e.Names, "name", "names")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// made says when an export was made, where it tells.
func made(e *inci.Export) string {
	if e.Dated == "" {
		return ""
	}
	return ", made on " + e.Dated
}

// readExports reads exports. All that is wrong with any of them is reported.
func readExports(paths []string) (all []*inci.Export, err error) {
	var problems []error
	of := map[string]string{} // kind → path
	for _, path := range paths {
		e, err := readExport(path)
		switch {
		case err != nil:
			problems = append(problems, fmt.Errorf("%s: %w", path, err))
		case of[e.Kind] != "":
			problems = append(problems, fmt.Errorf("%s: it is the %s, and so is %s; name one of them", path, e.Kind, of[e.Kind]))
		default:
			of[e.Kind] = path
			all = append(all, e)
		}
	}
	return all, errors.Join(problems...)
}

func readExport(path string) (*inci.Export, error) {
	file, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	now, err := today()
	if err != nil {
		return nil, err
	}
	return inci.ReadExport(path, file, now)
}

// openFile opens a file that somebody named.
func openFile(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file")
	case err != nil:
		return nil, cause(err)
	case info.IsDir():
		return nil, errors.New("it is a folder; name the files in it")
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, cause(err)
	}
	return file, nil
}

// An exportJSON is an imported export as programs read of it.
type exportJSON struct {
	Kind     string `json:"kind"`
	File     string `json:"file"`
	SHA256   string `json:"sha256"`
	Dated    string `json:"dated"`
	Imported string `json:"imported"`
	Entries  int    `json:"entries"`
	Names    int    `json:"names"`
}

type statusJSON struct {
	BuiltIn struct {
		Ingredients int `json:"ingredients"`
	} `json:"built_in"`
	Imported    []exportJSON `json:"imported"`
	Path        string       `json:"path"`
	SHA256      string       `json:"sha256"` // the report's rules.dictionary; "" when nothing is imported
	Attribution string       `json:"attribution"`
}

// inciReport writes which ingredients are known. The whole of what was imported is read, so that it is whole.
func (p *program) inciReport(format string) error {
	if format != "text" && format != "json" {
		return fmt.Errorf("--format knows no %q; it is text or json", format)
	}
	path, all, err := saved()
	if err != nil {
		return err
	}
	if format == "json" {
		return p.statusJSON(all, path)
	}
	fmt.Fprintf(p.out, "built in: %d ingredients\n", inci.BuiltIn().Len())
	if len(all.Exports) == 0 {
		fmt.Fprintf(p.out, "imported: nothing\n\nTo add those of CosIng, download its inventory and annexes as CSV from\n%s\nand run: exolint inci import FILE.csv…\n", cosing)
		return nil
	}
	fmt.Fprintf(p.out, "imported: %s\n", text.Printable(path))
	for _, e := range all.Exports {
		fmt.Fprintln(p.out, text.Printable(fmt.Sprintf("  %s: %s", e.Kind, amount(e))))
		fmt.Fprintln(p.out, text.Printable(fmt.Sprintf("    %s%s, imported on %s", e.File, made(e), e.Imported)))
		fmt.Fprintln(p.out, text.Printable("    sha256 "+e.SHA256))
	}
	fmt.Fprintf(p.out, "\n%s\n", text.Printable(all.Attribution()))
	return nil
}

func (p *program) statusJSON(all *inci.Import, path string) error {
	s := statusJSON{Imported: []exportJSON{}, Path: path}
	s.BuiltIn.Ingredients = inci.BuiltIn().Len()
	if len(all.Exports) > 0 {
		s.SHA256, s.Attribution = all.Sum(), all.Attribution()
	}
	for _, e := range all.Exports {
		s.Imported = append(s.Imported, exportJSON{e.Kind, e.File, e.SHA256, e.Dated, e.Imported, e.Entries(), e.Names})
	}
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(s)
}

// sayImported writes in a line what was imported, for version.
func (p *program) sayImported() error {
	head, _, err := savedHead()
	if head == nil || err != nil {
		return err
	}
	var kinds []string
	for _, e := range head.Exports {
		kinds = append(kinds, e.Kind)
	}
	fmt.Fprintf(p.out, "with CosIng: %s, sha256 %s; exolint inci status says more\n", strings.Join(kinds, ", "), head.Sum()[:16])
	return nil
}
