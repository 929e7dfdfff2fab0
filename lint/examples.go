package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/rule"
)

// A Failure is an example of a rule that does not come out as the rule says.
type Failure struct {
	Rule    *rule.Rule
	File    string // that the example stands in
	Number  int    // of the example in its file, from 1
	Text    string
	Want    []string // the quotes the example names
	Got     []string // the quotes that were found
	Excused []string // what matched and why it was excused
}

func (f Failure) String() string {
	s := fmt.Sprintf("%s: example %d: %q\n  want %s\n   got %s", f.File, f.Number, f.Text, quoteAll(f.Want), quoteAll(f.Got))
	for _, e := range f.Excused {
		s += "\n       " + e
	}
	return s
}

func quoteAll(quotes []string) string {
	if len(quotes) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%q", quotes)
}

// Examples runs the examples of the rules that pass keep and returns how many there were and which failed. Each example is
// judged by its own rule; what other rules say of it does not count.
func (l *Linter) Examples(keep func(*rule.Rule) bool) (ran int, failures []Failure) {
	memory := &match.Memory{}
	for _, r := range l.Rules {
		if !keep(r) {
			continue
		}
		for i := range r.Examples {
			ran++
			if f, ok := l.example(r, &r.Examples[i], memory); !ok {
				f.File, f.Number = r.File, i+1
				failures = append(failures, f)
			}
		}
		for _, lex := range l.examples {
			for i, e := range lex.Examples {
				if e.Rule != r.ID {
					continue
				}
				ran++
				own := rule.Example{Text: e.Text, Name: e.Name, Claims: e.Claims, Ingredients: e.Ingredients, Market: e.Market, Finds: e.Finds}
				if f, ok := l.example(r, &own, memory); !ok {
					f.File, f.Number = "lang/"+lex.Tag+".toml, "+r.ID, i+1
					failures = append(failures, f)
				}
			}
		}
	}
	return ran, failures
}

func (l *Linter) example(r *rule.Rule, e *rule.Example, memory *match.Memory) (Failure, bool) {
	item := format.Record(e.Fields())
	f := Failure{Rule: r, Want: e.Finds}
	var texts []string
	for _, field := range e.Fields() {
		texts = append(texts, field.Text)
	}
	f.Text = strings.Join(texts, " | ")
	markets := rule.Markets
	if e.Market != "" {
		markets = []string{e.Market}
	}
	read := l.parser.Parse(&item)
	whole := l.whole()
	matches := slices.DeleteFunc(whole.set.Find(read, whole.set.Scan(&item, memory), memory), func(m match.Match) bool { return m.Condition.Rule != r })
	findings, excused := whole.judge.Judge(read, matches, markets, true, memory)
	for i := range findings {
		f.Got = append(f.Got, findings[i].Text())
	}
	for i := range excused {
		f.Excused = append(f.Excused, fmt.Sprintf("%q was excused: %s", excused[i].Text(), excused[i].Excused))
	}
	return f, slices.Equal(f.Got, f.Want)
}
