package cli

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

func (p *program) list() *cobra.Command {
	var family, severity, format string
	command := &cobra.Command{
		Use:   "rules",
		Short: "List the rules",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			linter, err := p.linter(lint.Options{})
			if err != nil {
				return err
			}
			if err := oneOf("--severity", severity, rule.Severities); err != nil {
				return err
			}
			var families []string
			for _, r := range linter.Rules {
				if !slices.Contains(families, r.Family) {
					families = append(families, r.Family)
				}
			}
			if err := oneOf("--family", family, families); err != nil {
				return err
			}
			keep := slices.DeleteFunc(slices.Clone(linter.Rules), func(r *rule.Rule) bool {
				return family != "" && r.Family != family || severity != "" && severityIn(r, linter.Markets) != severity || severityIn(r, linter.Markets) == ""
			})
			switch format {
			case "text":
				return p.table(keep, linter.Markets)
			case "json":
				return p.json(keep, linter.Markets)
			}
			return fmt.Errorf("--format knows no %q; it is text or json", format)
		},
	}
	flags := command.Flags()
	flags.StringVar(&family, "family", "", "only the rules of this `FAMILY`")
	flags.StringVar(&severity, "severity", "", "only the rules of this `SEVERITY` in the markets asked for: error, warning or info")
	flags.StringVarP(&format, "format", "f", "text", "text or json")
	command.AddCommand(p.test())
	return command
}

func oneOf(flag, value string, known []string) error {
	if value == "" || slices.Contains(known, value) {
		return nil
	}
	hint := ""
	if near := text.Nearest(value, known); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Errorf("%s knows no %q%s (there are %s)", flag, value, hint, strings.Join(known, ", "))
}

// severityIn returns the greatest severity of r in markets, "" when it says nothing there.
func severityIn(r *rule.Rule, markets []string) string {
	best := len(rule.Severities)
	for _, m := range markets {
		if i := slices.Index(rule.Severities, r.SeverityIn(m)); i >= 0 {
			best = min(best, i)
		}
	}
	if best == len(rule.Severities) {
		return ""
	}
	return rule.Severities[best]
}

// table prints the rules by family.
func (p *program) table(rules []*rule.Rule, markets []string) error {
	paint, err := p.paint()
	if err != nil {
		return err
	}
	width := 0
	for _, r := range rules {
		width = max(width, len(r.ID))
	}
	family := ""
	for _, r := range rules {
		if r.Family != family {
			if family != "" {
				fmt.Fprintln(p.out)
			}
			family = r.Family
			fmt.Fprintln(p.out, paint.bold(text.Printable(family)))
		}
		severity := severityIn(r, markets)
		fmt.Fprintf(p.out, "  %s%s  %s  %s\n", r.ID, strings.Repeat(" ", width-len(r.ID)), paint.severity(severity, fmt.Sprintf("%-7s", severity)), text.Printable(r.Summary))
	}
	count := fmt.Sprintf("%d rules", len(rules))
	if len(rules) == 1 {
		count = "1 rule"
	}
	fmt.Fprintf(p.out, "\n%s. exolint explain RULE tells what one is about.\n", count)
	return nil
}

// A ruleJSON is a rule as programs read it.
type ruleJSON struct {
	ID       string            `json:"rule"`
	Family   string            `json:"family"`
	Severity string            `json:"severity"`
	Markets  map[string]string `json:"markets"`
	Summary  string            `json:"summary"`
	Why      string            `json:"why"`
	Help     string            `json:"help"`
	Evidence string            `json:"evidence"`
	Basis    []string          `json:"basis"`
}

func (p *program) json(rules []*rule.Rule, markets []string) error {
	all := []ruleJSON{}
	for _, r := range rules {
		in := map[string]string{}
		for _, m := range markets {
			if s := r.SeverityIn(m); s != "" {
				in[m] = s
			}
		}
		all = append(all, ruleJSON{r.ID, r.Family, severityIn(r, markets), in, r.Summary, r.Why, r.Help, r.Evidence, r.Basis})
	}
	e := json.NewEncoder(p.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(all)
}

func (p *program) test() *cobra.Command {
	return &cobra.Command{
		Use:   "test [DIR]",
		Short: "Run the examples of the built-in rules, or of the rules in DIR",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			keep := func(*rule.Rule) bool { return true }
			if len(args) == 1 {
				folders, err := p.folders(args)
				if err != nil {
					return err
				}
				own, err := rule.Load(folders[0], ".") // their problems first, and alone
				if err != nil {
					return err
				}
				p.rules = append(p.rules, args[0])
				keep = func(r *rule.Rule) bool {
					return slices.ContainsFunc(own, func(o *rule.Rule) bool { return o.ID == r.ID && o.Family == r.Family })
				}
			}
			linter, err := p.linter(lint.Options{Manual: true})
			if err != nil {
				return err
			}
			return p.examples(linter, keep)
		},
	}
}

func (p *program) examples(linter *lint.Linter, keep func(*rule.Rule) bool) error {
	ran, failures := linter.Examples(keep)
	for _, f := range failures {
		for _, line := range strings.Split(f.String(), "\n") {
			fmt.Fprintln(p.out, text.Printable(line))
		}
	}
	fmt.Fprintf(p.out, "%d passed, %d failed\n", ran-len(failures), len(failures))
	if failures != nil {
		return errFindings
	}
	return nil
}
