// Package rule reads rules: a TOML file is complete or it is refused, with all of its problems at once. It knows how a
// rule and its phrases are written, not what it means for them to match.
package rule

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// A Rule is one file of a rules folder. Its keys are explained in rules/README.md.
type Rule struct {
	ID     string `toml:"-"` // the file's name
	Family string `toml:"-"` // the file's folder
	File   string `toml:"-"` // as messages name it

	Summary  string            `toml:"summary"`
	Message  string            `toml:"message"`
	Severity string            `toml:"severity"`
	Markets  map[string]string `toml:"markets"` // market, or "all", → severity; nil for all at Severity
	Sections []string          `toml:"sections"`
	Once     bool              `toml:"once"`
	Each     []string          `toml:"each"`
	Excuses  []string          `toml:"excuses"` // DefaultExcuses where the file has none
	Covers   []string          `toml:"covers"`
	Why      string            `toml:"why"`
	Help     string            `toml:"help"`
	Evidence string            `toml:"evidence"`
	Basis    []string          `toml:"basis"`
	Find     Find              `toml:"find"`
	Given    []Guard           `toml:"given"`
	Unless   []Guard           `toml:"unless"`
	Examples []Example         `toml:"example"`
}

// Find says what makes a match: phrases or ingredients. Counts and Source compare what the phrases find.
type Find struct {
	Phrases     []string           `toml:"phrases"`
	Ingredients []string           `toml:"ingredients"` // INCI names, %classes or "*"
	Below       string             `toml:"below"`       // with Ingredients: "one-percent"
	Above       []string           `toml:"above"`       // with Ingredients: only those that stand before the first of these
	Over        map[string]float64 `toml:"over"`        // INCI name → a share in percent: entries that state more
	Order       string             `toml:"order"`       // "disagrees": entries that state more than one before them; "alphabetical": lists
	Counts      string             `toml:"counts"`      // "disagree"
	Source      string             `toml:"source"`      // "contradicted"
}

// A Guard is a condition beside the match: a [[given]] or an [[unless]].
type Guard struct {
	Says        []string `toml:"says"`
	Ingredients []string `toml:"ingredients"`
	Below       string   `toml:"below"`
	Above       []string `toml:"above"`
	Where       string   `toml:"where"`
	Within      int      `toml:"within"` // words, with before and after; 0 for the usual two
	Sections    []string `toml:"sections"`
	Note        string   `toml:"note"`
}

// An Example is a text with the quotes that the rule must find in it. Its fields are those of an input record.
type Example struct {
	Text        string   `toml:"text"`
	Name        string   `toml:"name"`
	Front       string   `toml:"front"`
	Claims      string   `toml:"claims"`
	Description string   `toml:"description"`
	Directions  string   `toml:"directions"`
	Warnings    string   `toml:"warnings"`
	Storage     string   `toml:"storage"`
	Company     string   `toml:"company"`
	Reviews     string   `toml:"reviews"`
	Ingredients string   `toml:"ingredients"`
	Market      string   `toml:"market"`
	Finds       []string `toml:"finds"`
}

// The words a rule may use, in the order they are listed to people.
var (
	Severities = []string{"error", "warning", "info"}
	Markets    = []string{"us", "eu", "uk", "ca", "au", "kr", "jp", "cn", "tw"}
	Sections   = []string{"name", "front", "claims", "ingredients", "directions", "warnings", "storage", "company", "reviews", "footnote"}
	Wheres     = []string{"before", "inside", "after", "sentence", "section", "product"}
	Excuses    = []string{"negation", "disclaimer", "warning", "question", "quotation", "naming", "appearance", "fibre"}
	Families   = []string{"exosome-count", "source-disclosure", "drug-claim", "masking-additive", "regulatory-status", "safety-claim", "evidence-claim", "free-from", "ingredient-list", "label-particulars", "vague-claim", "endorsement"}

	DefaultExcuses  = Excuses[:6]
	DefaultSections = []string{"name", "front", "claims", "directions", "reviews", "footnote"}
)

// SeverityIn returns the severity of r in market, "" where it says nothing.
func (r *Rule) SeverityIn(market string) string {
	if r.Markets == nil {
		return r.Severity
	}
	if s, ok := r.Markets[market]; ok {
		return s
	}
	return r.Markets["all"]
}

// Load reads the rules of files: every <family>/<id>.toml below dir, sorted by family and id. The error names every
// problem of every file.
func Load(files fs.FS, dir string) ([]*Rule, error) {
	names, err := fs.Glob(files, path.Join(dir, "*", "*.toml"))
	if err != nil {
		return nil, err
	}
	names = slices.DeleteFunc(names, func(name string) bool { return path.Base(path.Dir(name)) == "lang" })
	sort.Strings(names)
	rules, problems := make([]*Rule, len(names)), make([]error, len(names))
	var wait sync.WaitGroup
	workers := min(len(names), runtime.GOMAXPROCS(0))
	for w := range workers {
		wait.Go(func() {
			for i := w; i < len(names); i += workers {
				rules[i], problems[i] = load(files, names[i])
			}
		})
	}
	wait.Wait()
	return slices.DeleteFunc(rules, func(r *Rule) bool { return r == nil }), errors.Join(problems...)
}

func load(files fs.FS, name string) (*Rule, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Errorf("read rule %s: %w", name, err)
	}
	return Parse(name, string(data))
}

// Parse reads one rule from the text of file. The error joins all its problems, one a line, each with file and line.
func Parse(file, data string) (*Rule, error) {
	r := &Rule{
		ID:     strings.TrimSuffix(path.Base(file), ".toml"),
		Family: path.Base(path.Dir(file)),
		File:   file,
	}
	meta, err := toml.Decode(data, r)
	if err != nil {
		line := 1
		var bad toml.ParseError
		if errors.As(err, &bad) {
			line, err = bad.Position.Line, errors.New(bad.Message)
		}
		return nil, fmt.Errorf("%s:%d: %s", file, line, strings.TrimPrefix(err.Error(), "toml: "))
	}
	if r.Excuses == nil {
		r.Excuses = DefaultExcuses
	} else if len(r.Excuses) == 0 {
		r.Excuses = nil
	}
	c := checker{rule: r, file: file, data: data}
	for _, key := range meta.Undecoded() {
		name := key[len(key)-1]
		c.add(name, "unknown key %q; %s", name, nearest("the nearest known one is", name, keys))
	}
	c.check()
	if c.problems != nil {
		return nil, errors.Join(c.problems...)
	}
	return r, nil
}

// keys are all the keys of a rule file.
var keys = []string{
	"summary", "message", "severity", "markets", "sections", "once", "each", "excuses", "covers", "why", "help", "evidence",
	"basis", "find", "given", "unless", "example", "phrases", "ingredients", "below", "above", "over", "order", "counts", "source", "says", "where",
	"within", "note", "text", "name", "front", "claims", "description", "directions", "warnings", "storage", "company",
	"reviews", "market", "finds",
}

// A checker collects what is wrong with one file.
type checker struct {
	rule     *Rule
	file     string
	data     string
	problems []error
}

// add notes a problem with the first line that sets key, or the first line of the file when none does.
func (c *checker) add(key, format string, args ...any) {
	c.problems = append(c.problems, fmt.Errorf("%s:%d: %s", c.file, c.line(key), fmt.Sprintf(format, args...)))
}

func (c *checker) line(key string) int {
	quoted := regexp.QuoteMeta(key)
	find := regexp.MustCompile(`(?m)^\s*(\[+\s*` + quoted + `\s*\]+|"?` + quoted + `"?\s*=)`)
	if at := find.FindStringIndex(c.data); at != nil {
		return strings.Count(c.data[:at[1]], "\n") + 1
	}
	if at := strings.Index(c.data, key); key != "" && at >= 0 {
		return strings.Count(c.data[:at], "\n") + 1
	}
	return 1
}

var idShape = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *checker) check() {
	r := c.rule
	if !idShape.MatchString(r.ID) {
		c.add("", "the file's name %q is no rule id: lower-case words joined by hyphens", r.ID)
	}
	if !idShape.MatchString(r.Family) {
		c.add("", "the folder %q is no family: lower-case words joined by hyphens", r.Family)
	}
	for _, need := range []struct{ key, value string }{
		{"summary", r.Summary}, {"message", r.Message}, {"severity", r.Severity}, {"why", r.Why}, {"help", r.Help},
		{"evidence", r.Evidence}, {"basis", strings.Join(r.Basis, " ")},
	} {
		if strings.TrimSpace(need.value) == "" {
			c.add("", "the key %q is missing or empty", need.key)
		}
	}
	c.oneOf("severity", r.Severity, Severities)
	for _, market := range sorted(r.Markets) {
		if market != "all" {
			c.oneOf("markets", market, Markets)
		}
		c.oneOf("markets", r.Markets[market], Severities)
	}
	c.allOf("sections", r.Sections, Sections)
	c.allOf("excuses", r.Excuses, Excuses)
	if strings.Contains(r.Message, "\n") || strings.HasSuffix(r.Message, ".") {
		c.add("message", "the message must be one line without a full stop")
	}
	c.find()
	for _, g := range r.Given {
		c.guard("given", g)
	}
	for _, g := range r.Unless {
		c.guard("unless", g)
	}
	c.examples()
}

func (c *checker) find() {
	f := &c.rule.Find
	ways := 0
	for _, used := range []bool{len(f.Phrases) > 0, len(f.Ingredients) > 0, len(f.Over) > 0, f.Order != ""} {
		if used {
			ways++
		}
	}
	if ways != 1 {
		c.add("find", "[find] needs one of phrases, ingredients, over and order")
	}
	if (f.Counts != "" || f.Source != "") && len(f.Phrases) == 0 {
		c.add("find", "counts and source compare what phrases find: [find] needs phrases too")
	}
	c.phrases(f.Phrases)
	c.oneOf("order", f.Order, []string{"disagrees", "alphabetical"})
	c.oneOf("counts", f.Counts, []string{"disagree"})
	c.oneOf("source", f.Source, []string{"contradicted"})
	c.oneOf("below", f.Below, []string{"one-percent"})
	if len(f.Above) > 0 && len(f.Ingredients) == 0 {
		c.add("above", "above goes with ingredients")
	}
}

func (c *checker) guard(key string, g Guard) {
	if (len(g.Says) > 0) == (len(g.Ingredients) > 0) {
		c.add(key, "[[%s]] needs one of says and ingredients", key)
	}
	c.phrases(g.Says)
	c.oneOf("where", g.Where, Wheres)
	if len(g.Says) > 0 && g.Where == "" {
		c.add(key, "[[%s]] with says needs where: %s", key, strings.Join(Wheres, ", "))
	}
	if g.Within != 0 && g.Where != "before" && g.Where != "after" || g.Within < 0 {
		c.add("within", "within goes with where = \"before\" or \"after\"")
	}
	c.allOf("sections", g.Sections, Sections)
	c.oneOf("below", g.Below, []string{"one-percent"})
}

func (c *checker) phrases(phrases []string) {
	each := c.rule.Each
	if each == nil {
		each = []string{""}
	}
	for _, phrase := range phrases {
		if err := CheckPhrase(strings.ReplaceAll(phrase, "{each}", each[0])); err != nil {
			c.add(phrase, "in the phrase %q: %s", phrase, err)
		}
	}
}

func (c *checker) examples() {
	flagged, silent := 0, 0
	for _, e := range c.rule.Examples {
		if len(e.Fields()) == 0 {
			c.add("example", "an [[example]] has no text")
		}
		if e.Finds == nil {
			c.add("example", "an [[example]] says no finds; write finds = [] when it must stay silent")
		}
		if e.Market != "" {
			c.oneOf("market", e.Market, Markets)
		}
		if len(e.Finds) > 0 {
			flagged++
		} else {
			silent++
		}
	}
	if flagged == 0 || silent == 0 {
		c.add("example", "a rule needs an example that is flagged and a near miss that is not: %d and %d here", flagged, silent)
	}
}

func (c *checker) allOf(key string, values, known []string) {
	for _, v := range values {
		c.oneOf(key, v, known)
	}
}

func (c *checker) oneOf(key, value string, known []string) {
	if value != "" && !slices.Contains(known, value) {
		c.add(key, "%s knows no %q; %s", key, value, nearest("did you mean", value, known))
	}
}

// A Field is one named text of an example or a record.
type Field struct{ Name, Text string }

// Fields returns the texts that e has, in the order of a label.
func (e *Example) Fields() []Field {
	var fields []Field
	for _, f := range []Field{
		{"name", e.Name}, {"front", e.Front}, {"text", e.Text}, {"claims", e.Claims}, {"description", e.Description},
		{"directions", e.Directions}, {"warnings", e.Warnings}, {"storage", e.Storage}, {"company", e.Company},
		{"reviews", e.Reviews}, {"ingredients", e.Ingredients},
	} {
		if f.Text != "" {
			fields = append(fields, f)
		}
	}
	return fields
}

func sorted(m map[string]string) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
