package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/judge"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
	"github.com/exolint/exolint/rules"
)

// Options say how a Linter is made. The zero Options give the built-in rules for all markets.
type Options struct {
	Rules      []fs.FS          // folders of the user's own rules, each <family>/<id>.toml, added to the built-in ones
	Only       bool             // without the built-in rules
	Markets    []string         // tags of rule.Markets; all when empty
	WhyNot     bool             // report what was excused too
	Dictionary *inci.Dictionary // of ingredients; the built-in one when nil
	Manual     bool             // keep the built-in rules' examples, for Examples and for people to read
}

// A Linter judges labels. It never changes and may be used from many goroutines.
type Linter struct {
	Rules   []*rule.Rule
	Sum     string // SHA-256 over all rules, lexicons and bases, in hex
	Markets []string
	Bases   map[string]rule.Basis // what rules may rest on, by id

	examples   []*lang.Lexicon // with Options.Manual, the examples that lexicons have for rules
	parser     *label.Parser
	dictionary func() *inci.Dictionary
	words      *match.Words
	set        *match.Set
	judge      *judge.Judge
	whyNot     bool
	whole      func() *engine // for every text; made when it is first needed
	made       atomic.Int64   // engines made so far without it
	seen       atomic.Int64   // bytes judged so far without it
}

// An engine is the rules ready for certain texts.
type engine struct {
	set   *match.Set
	judge *judge.Judge
}

// make makes an engine for texts with the words of v, or for every text when v is nil.
func (l *Linter) make(v *text.Vocabulary) *engine {
	e := &engine{}
	var wait sync.WaitGroup
	wait.Go(func() { e.judge = l.judge.For(l.words.For(v)) })
	e.set = l.set.For(l.words.For(v))
	wait.Wait()
	return e
}

// shortText is how many bytes are judged, in all, with engines made for their words alone: making one for every text takes
// longer than judging a few labels, and pays only after that.
const shortText = 512 << 10

// fewTexts is how many times such an engine is made at most: after that many inputs, one for every text is worth its making.
const fewTexts = 12

// engine returns one for items.
func (l *Linter) engine(items []format.Item) *engine {
	size := 0
	for i := range items {
		for j := range items[i].Parts {
			size += len(items[i].Parts[j].Text.Text)
		}
	}
	if l.seen.Add(int64(size)) > shortText || l.made.Add(1) > fewTexts {
		return l.whole()
	}
	words := &text.Vocabulary{}
	for i := range items {
		for j := range items[i].Parts {
			words.Add(items[i].Parts[j].Text.Text)
		}
	}
	return l.make(words)
}

// New makes a linter. The error names every problem of every rule, one a line.
func New(o Options) (*Linter, error) {
	l := &Linter{Markets: o.Markets, whyNot: o.WhyNot}
	if len(l.Markets) == 0 {
		l.Markets = rule.Markets
	}
	for _, m := range l.Markets {
		if !slices.Contains(rule.Markets, m) {
			return nil, fmt.Errorf("there is no market %q; there are %s", m, strings.Join(rule.Markets, ", "))
		}
	}
	l.dictionary = inci.BuiltIn
	if o.Dictionary != nil {
		l.dictionary = func() *inci.Dictionary { return o.Dictionary }
	}
	core, err := readBuiltIn(!o.Manual)
	if err != nil {
		return nil, err
	}
	if !o.Only {
		l.Rules = core.Rules
	}
	var problems []error
	for _, files := range o.Rules {
		loaded, err := rule.Load(files, ".")
		problems = append(problems, err)
		l.Rules = append(l.Rules, loaded...)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	if len(l.Rules) == 0 {
		return nil, errors.New("there is no rule to judge by: without the built-in rules, name a folder of your own")
	}
	if !o.Only {
		problems = append(problems, l.spoken(core.Lexicons))
	}
	l.examples = core.Lexicons
	problems = append(problems, unique(l.Rules), rule.CheckBases(l.Rules, core.Bases), rule.CheckCovers(l.Rules, !o.Only))
	if err := errors.Join(problems...); err != nil {
		return nil, err
	}
	l.Bases = core.Bases
	l.parser = label.NewParser(core.Lexicons, l.dictionary)
	ready := match.NewWords(core.Lexicons)
	if o.Manual {
		problems = append(problems, ready.Check())
	}
	if l.set, err = match.Compile(l.Rules, ready, l.parser); err != nil {
		problems = append(problems, err)
	} else if l.judge, err = judge.New(l.set, ready, l.parser, core.Bases, l.Markets); err != nil {
		problems = append(problems, err)
	}
	l.words = ready
	l.whole = sync.OnceValue(func() *engine { return l.make(nil) })
	l.Sum = core.Sum
	if o.Only {
		l.Sum = sum(o.Rules...)
	} else if len(o.Rules) > 0 {
		l.Sum = sum(append([]fs.FS{rules.Files}, o.Rules...)...)
	}
	return l, errors.Join(problems...)
}

// spoken reports what lexicons say of rules that do not exist.
func (l *Linter) spoken(lexicons []*lang.Lexicon) error {
	ids := map[string]bool{}
	for _, r := range l.Rules {
		ids[r.ID] = true
	}
	var problems []error
	for _, lex := range lexicons {
		of := map[string]bool{}
		for id := range lex.Phrases {
			of[id] = true
		}
		for id := range lex.Excuses {
			of[id] = true
		}
		for _, e := range lex.Examples {
			of[e.Rule] = true
		}
		for _, id := range slices.Sorted(maps.Keys(of)) {
			if !ids[id] {
				problems = append(problems, fmt.Errorf("lang/%s.toml: there is no rule %q", lex.Tag, id))
			}
		}
	}
	return errors.Join(problems...)
}

// unique reports rules that bear the same id.
func unique(all []*rule.Rule) error {
	seen := map[string]*rule.Rule{}
	var problems []error
	for _, r := range all {
		if other := seen[r.ID]; other != nil {
			problems = append(problems, fmt.Errorf("%s: the rule %s is there already, in %s; give it another name", r.File, r.ID, other.File))
		}
		seen[r.ID] = r
	}
	return errors.Join(problems...)
}

// A Result is what a linter says of one item.
type Result struct {
	Record   string
	Product  string // the product's name, "" when the label does not say
	Findings []finding.Finding
	Excused  []finding.Finding // only with Options.WhyNot
	Err      error             // why the item could not be judged; it is not clean then
}

// Read reads the data of the input called path with f and judges every item in it, in order. The error says why nothing
// could be read.
func (l *Linter) Read(f format.Format, path, data string) ([]Result, error) {
	items, err := f.Read(path, data)
	if err != nil {
		return nil, err
	}
	return l.Items(items), nil
}

// Items judges items on all processors and returns the results in their order.
func (l *Linter) Items(items []format.Item) []Result {
	results := make([]Result, len(items))
	e := l.engine(items)
	workers := min(runtime.GOMAXPROCS(0), (len(items)+15)/16)
	if workers < 2 {
		memory := &match.Memory{}
		for i := range items {
			results[i] = l.item(e, &items[i], memory)
		}
		return results
	}
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			memory := &match.Memory{}
			for i := w; i < len(items); i += workers {
				results[i] = l.item(e, &items[i], memory)
			}
		})
	}
	wait.Wait()
	return results
}

// Text judges one label given as plain text.
func (l *Linter) Text(t string) (Result, error) {
	f, err := format.Lookup("text")
	if err != nil {
		return Result{}, err
	}
	results, err := l.Read(f, "-", t)
	if err != nil {
		return Result{}, err
	}
	return results[0], results[0].Err
}

func (l *Linter) item(e *engine, item *format.Item, memory *match.Memory) Result {
	r := Result{Record: item.Record, Err: item.Err}
	if r.Err != nil {
		return r
	}
	markets := l.Markets
	if item.Markets != nil {
		markets = nil
		for _, m := range item.Markets {
			m = strings.ToLower(m)
			if !slices.Contains(rule.Markets, m) {
				r.Err = fmt.Errorf("there is no market %q; there are %s", m, strings.Join(rule.Markets, ", "))
				return r
			}
			if slices.Contains(l.Markets, m) {
				markets = append(markets, m)
			}
		}
	}
	traces := e.set.Scan(item, memory)
	if traces.Empty() {
		r.Err = errors.New("it holds no words; there is nothing to judge")
		return r
	}
	if traces.None() {
		r.Product = l.parser.Name(item)
		return r
	}
	read := l.parser.Parse(item)
	r.Product = read.Product
	r.Findings, r.Excused = e.judge.Judge(read, e.set.Find(read, traces, memory), markets, l.whyNot, memory)
	return r
}
