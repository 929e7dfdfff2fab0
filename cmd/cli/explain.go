package cli

import (
	"errors"
	"fmt"
	"github.com/exolint/exolint/lint"
	"slices"
	"strings"

	"github.com/fatih/color"
	"github.com/spf13/cobra"

	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

func (p *program) explain() *cobra.Command {
	return &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule: what, why, on whose authority, what to write instead",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one rule; exolint rules lists them")
			}
			return nil
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) (ids []string, _ cobra.ShellCompDirective) {
			if linter, err := p.linter(lint.Options{}); err == nil {
				for _, r := range linter.Rules {
					ids = append(ids, r.ID)
				}
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			linter, err := p.linter(lint.Options{Manual: true})
			if err != nil {
				return err
			}
			var known []string
			for _, r := range linter.Rules {
				if r.ID == args[0] {
					return p.page(r, linter.Bases)
				}
				known = append(known, r.ID)
			}
			hint := "; exolint rules lists them all"
			if near := text.Nearest(args[0], known); near != "" {
				hint = fmt.Sprintf("; did you mean %q?", near)
			}
			return fmt.Errorf("there is no rule %q%s", args[0], hint)
		},
	}
}

// page prints the manual page of r.
func (p *program) page(r *rule.Rule, bases map[string]rule.Basis) error {
	paint, err := p.paint()
	if err != nil {
		return err
	}
	style, err := p.style()
	if err != nil {
		return err
	}
	width := min(max(style.Width, 60), 100)
	if style.Width == 0 {
		width = 88
	}
	say := func(title, body string) {
		fmt.Fprintf(p.out, "\n%s\n", paint.bold(title))
		for _, line := range wrap(text.Printable(body), width-2) {
			fmt.Fprintf(p.out, "  %s\n", line)
		}
	}
	fmt.Fprintf(p.out, "%s  %s\n%s · %s\n", paint.bold(r.ID), paint.severity(r.Severity, r.Severity), r.Family, text.Printable(r.Summary))
	say("Why", strings.Join(strings.Fields(r.Why), " "))
	say("What to write instead", r.Help)
	if r.Evidence == "none" {
		say("What would settle it", "Nothing can on a cosmetic: the wording itself is the problem.")
	} else {
		say("What would settle it", "Evidence of the kind “"+r.Evidence+"”.")
	}
	say("Where it speaks", p.speaks(r))
	fmt.Fprintf(p.out, "\n%s\n", paint.bold("On whose authority"))
	widest := 0
	for _, id := range r.Basis {
		widest = max(widest, len(id))
	}
	indent := strings.Repeat(" ", widest+4)
	for _, id := range r.Basis {
		b := bases[id]
		citation := b.Title
		if b.Article != "" {
			citation += ", " + b.Article
		}
		certainty := "the text itself was read"
		if b.Certainty != "V1" {
			certainty = "read through a secondary source"
		}
		fmt.Fprintf(p.out, "  %s%s  %s\n", paint.bold(id), strings.Repeat(" ", widest-len(id)), citation)
		for _, line := range wrap(b.Meaning, width-len(indent)) {
			fmt.Fprintf(p.out, "%s%s\n", indent, line)
		}
		fmt.Fprintf(p.out, "%s%s\n%s%s; %s on %s\n", indent, b.URL, indent, b.Kind, certainty, b.Read)
	}
	flagged := func(e rule.Example) bool { return len(e.Finds) > 0 }
	p.show(paint, "What it finds", r.Examples, flagged)
	p.show(paint, "What it leaves alone", r.Examples, func(e rule.Example) bool { return !flagged(e) })
	return nil
}

// speaks says in which markets r speaks and how loud.
func (p *program) speaks(r *rule.Rule) string {
	if r.Markets == nil {
		return "in every market, as " + r.Severity
	}
	var parts []string
	for _, severity := range rule.Severities {
		var in []string
		for _, m := range rule.Markets {
			if r.SeverityIn(m) == severity {
				in = append(in, strings.ToUpper(m))
			}
		}
		if in != nil {
			parts = append(parts, severity+" in "+strings.Join(in, ", "))
		}
	}
	return strings.Join(parts, "; ")
}

func (p *program) show(paint painter, title string, examples []rule.Example, keep func(rule.Example) bool) {
	fmt.Fprintf(p.out, "\n%s\n", paint.bold(title))
	for _, e := range slices.DeleteFunc(slices.Clone(examples), func(e rule.Example) bool { return !keep(e) }) {
		var texts []string
		for _, f := range e.Fields() {
			said := strings.Join(strings.Fields(f.Text), " ")
			if f.Name != "text" {
				said = f.Name + ": " + said
			}
			texts = append(texts, said)
		}
		fmt.Fprintf(p.out, "  • %s\n", text.Printable(strings.Join(texts, " | ")))
	}
}

// wrap breaks s into lines of at most width characters, at spaces.
func wrap(s string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(s) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// A painter colours words for this output.
type painter struct{ on bool }

func (p *program) paint() (painter, error) {
	style, err := p.style()
	return painter{style.Color}, err
}

func (p painter) bold(s string) string { return p.in(s, color.Bold) }

func (p painter) severity(severity, s string) string {
	switch severity {
	case "error":
		return p.in(s, color.FgRed, color.Bold)
	case "warning":
		return p.in(s, color.FgYellow, color.Bold)
	}
	return p.in(s, color.FgCyan)
}

func (p painter) in(s string, attributes ...color.Attribute) string {
	c := color.New(attributes...)
	if p.on {
		c.EnableColor()
	} else {
		c.DisableColor()
	}
	return c.Sprint(s)
}
