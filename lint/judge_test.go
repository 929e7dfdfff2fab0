package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/exolint/exolint/lint"
)

// ruleText is a whole rule; body stands in for its conditions and what else a test wants to set.
func ruleText(body string) *fstest.MapFile {
	keys := map[string]string{"severity": `severity = "error"`, "message": `message = "“{match}”"`}
	for key := range keys {
		if strings.Contains("\n"+body, "\n"+key+" ") {
			delete(keys, key)
		}
	}
	text := `summary = "x"
why = "y"
help = "z"
evidence = "none"
basis = ["US-01"]
` + strings.Join(slices.Sorted(func(yield func(string) bool) {
		for _, line := range keys {
			if !yield(line) {
				return
			}
		}
	}), "\n") + "\n" + body + `
[[example]]
text = "a"
finds = ["a"]
[[example]]
text = "b"
finds = []
`
	return &fstest.MapFile{Data: []byte(text)}
}

// own returns a linter with nothing but the rules given, by id.
func own(t *testing.T, o lint.Options, rules map[string]string) *lint.Linter {
	t.Helper()
	files := fstest.MapFS{}
	for id, body := range rules {
		files["drug-claim/"+id+".toml"] = ruleText(body)
	}
	o.Rules, o.Only = append(o.Rules, files), true
	l, err := lint.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// found returns what l finds in t, as "rule: quote".
func found(t *testing.T, l *lint.Linter, in string) (all []string) {
	t.Helper()
	r, err := l.Text(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		all = append(all, f.Rule+": "+strings.Join(strings.Fields(f.Text()), " "))
	}
	return all
}

// The guards that every rule has, and those it may ask for.
func TestSharedGuards(t *testing.T) {
	l := own(t, lint.Options{}, map[string]string{
		"r": "excuses = [\"negation\", \"disclaimer\", \"warning\", \"question\", \"quotation\", \"naming\", \"appearance\", \"fibre\"]\n[find]\nphrases = [\"(heal~|repair~) <3> (eczema|wrinkles|ends)\", \"eczema\", \"acne\"]",
		"s": "excuses = []\n[find]\nphrases = [\"side effects\"]",
	})
	tests := []struct {
		in   string
		want bool // a finding stands
	}{
		{"It heals eczema.", true},
		{"It does not heal eczema.", false},
		{"It never will heal dry eczema.", false},
		{"It not only heals eczema.", true},
		{"No parabens, heals eczema.", true},
		{"No needles, no pain: it just heals eczema.", true},
		{"Free of eczema.", false},
		{"This product is not intended to treat, cure or prevent eczema.", false},
		{"Not evaluated by the FDA. Heals eczema.", true},
		{"Discontinue use if eczema gets worse.", false},
		{"Consult a doctor before use on eczema.", false},
		{"Does it heal eczema?", false},
		{"Does it heal eczema? Yes, it does.", true},
		{"Does it heal eczema? No, it does not.", false},
		{"Does it heal eczema？", false},
		{"No parabens、heals eczema.", true},
		{"Did you know that it heals eczema?", true},
		{"Do you suffer from eczema?", true},
		{"Beware of creams that promise to heal eczema.", false},
		{"For acne-prone skin.", false},
		{"Seal of the National Eczema Association.", false},
		{"Repairs the look of wrinkles.", false},
		{"Visibly repairs wrinkles.", false},
		{"Repairs split ends of your hair.", false},
		{"No side effects.", true},
	}
	for _, tt := range tests {
		if got := found(t, l, tt.in); len(got) > 0 != tt.want {
			t.Errorf("%q: found %q, want a finding: %v", tt.in, got, tt.want)
		}
	}
}

// Where a guard looks.
func TestWhere(t *testing.T) {
	tests := []struct {
		guard, in string
		want      bool
	}{
		{`where = "before"`, "dead gone skin", false},
		{`where = "before"`, "dead and gone grey skin", true},
		{"where = \"before\"\nwithin = 4", "dead and gone grey skin", false},
		{`where = "before"`, "skin dead", true},
		{`where = "after"`, "skin dead", false},
		{`where = "after"`, "skin so long dead", true},
		{`where = "inside"`, "skin dead", true},
		{`where = "sentence"`, "skin that is never ever at all dead", false},
		{`where = "sentence"`, "skin. It is dead.", true},
		{`where = "sentence"`, "It is skin*, soon.\n*Not dead.", false},
		{`where = "sentence"`, "It is skin, soon.\n*Not dead.", true},
		{`where = "section"`, "It is skin. It is dead.", false},
		{`where = "section"`, "It is skin.\nIngredients: Aqua, Dead, Glycerin, Squalane.", true},
		{`where = "product"`, "It is skin.\nIngredients: Aqua, Dead, Glycerin, Squalane.", false},
		{"where = \"product\"\nsections = [\"claims\"]", "It is skin.\nIngredients: Aqua, Dead, Glycerin, Squalane.", true},
	}
	for _, tt := range tests {
		l := own(t, lint.Options{}, map[string]string{"r": "excuses = []\n[find]\nphrases = [\"skin\"]\n[[unless]]\nsays = [\"dead\"]\n" + tt.guard})
		if got := found(t, l, tt.in); len(got) > 0 != tt.want {
			t.Errorf("unless %s, in %q: found %q, want a finding: %v", strings.ReplaceAll(tt.guard, "\n", ", "), tt.in, got, tt.want)
		}
		given := own(t, lint.Options{}, map[string]string{"r": "excuses = []\n[find]\nphrases = [\"skin\"]\n[[given]]\nsays = [\"dead\"]\n" + tt.guard})
		if got := found(t, given, tt.in); len(got) > 0 == tt.want {
			t.Errorf("given %s, in %q: found %q, want a finding: %v", strings.ReplaceAll(tt.guard, "\n", ", "), tt.in, got, !tt.want)
		}
	}
}

func TestOneProblemOneFinding(t *testing.T) {
	tests := []struct {
		name  string
		rules map[string]string
		in    string
		want  []string
	}{
		{"the longest of a rule's matches", map[string]string{"r": "[find]\nphrases = [\"cells\", \"skin cells\", \"skin\"]"}, "skin cells", []string{"r: skin cells"}},
		{"the shorter when the longer is excused", map[string]string{"r": "[find]\nphrases = [\"heals <3> skin\", \"heals\"]\n[[unless]]\nsays = [\"your\"]\nwhere = \"inside\""}, "heals your skin", []string{"r: heals"}},
		{"once a product", map[string]string{"r": "once = true\n[find]\nphrases = [\"skin\"]"}, "skin. skin.\n\nskin", []string{"r: skin"}},
		{"covered at its place only", map[string]string{"a": "covers = [\"b\"]\n[find]\nphrases = [\"heals skin\"]", "b": "[find]\nphrases = [\"heals\"]"}, "heals skin. heals.", []string{"a: heals skin", "b: heals"}},
		{"what reports once is covered wherever", map[string]string{"a": "covers = [\"b\"]\n[find]\nphrases = [\"vague\"]", "b": "once = true\n[find]\nphrases = [\"source\"]"}, "a source. so vague.", []string{"a: vague"}},
		{"each value on its own", map[string]string{"r": "each = [\"red\", \"blue\"]\n[find]\nphrases = [\"{each} skin\"]\n[[given]]\nsays = [\"{each} dye\"]\nwhere = \"product\""}, "red skin, blue skin, with blue dye", []string{"r: blue skin"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(t, own(t, lint.Options{}, tt.rules), tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// A rule that speaks in some markets covers another there, and leaves the others to it.
func TestCoveringIsForTheMarket(t *testing.T) {
	l := own(t, lint.Options{Markets: []string{"us", "eu"}}, map[string]string{
		"a": "markets = { eu = \"error\" }\ncovers = [\"b\"]\n[find]\nphrases = [\"human skin\"]",
		"b": "severity = \"warning\"\n[find]\nphrases = [\"skin\"]",
	})
	r, err := l.Text("human skin")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range r.Findings {
		got = append(got, fmt.Sprint(f.Rule, " ", f.Severity, " ", f.Markets))
	}
	if want := []string{"a error [eu]", "b warning [us]"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A note points at the words that make the place a problem.
func TestNotes(t *testing.T) {
	l := own(t, lint.Options{}, map[string]string{"r": "message = \"“{match}” beside “{with}”\"\nsections = [\"ingredients\"]\n[find]\ningredients = [\"parfum\"]\n[[given]]\nsays = [\"unscented\"]\nwhere = \"product\"\nnote = \"the promise is here\""})
	r, err := l.Text("Unscented.\nIngredients: Aqua, Glycerin, Parfum.")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Findings) != 1 || len(r.Findings[0].Notes) != 1 {
		t.Fatalf("got %d findings, want one with a note", len(r.Findings))
	}
	f := r.Findings[0]
	n := f.Notes[0]
	if got := f.Message + " / " + n.Message + " / " + n.Source.Text[n.Span.Start:n.Span.End]; got != "“Parfum” beside “Unscented” / the promise is here / Unscented" {
		t.Errorf("got %s", got)
	}
}
