package rule_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/exolint/exolint/lint/rule"
)

// healing is a rule that is complete. The tests spoil one line of it; its lines are counted in what they want.
const healing = `summary = "healing"
message = "“{match}” promises to heal"
severity = "error"
sections = ["front", "claims"]
why = "A cosmetic heals nothing."
help = "say what shows"
evidence = "none"
basis = ["US-01"]

[find]
phrases = ["heal~ <3> @disease"]

[[unless]]
says = ["the look of"]
where = "sentence"

[[example]]
text = "Heals eczema."
finds = ["Heals eczema"]

[[example]]
text = "For dry skin."
finds = []
`

func TestParse(t *testing.T) {
	r, err := rule.Parse("drug-claim/heals.toml", healing)
	if err != nil {
		t.Fatal(err)
	}
	if r.ID != "heals" || r.Family != "drug-claim" || r.File != "drug-claim/heals.toml" {
		t.Errorf("the rule is %q of %q in %q", r.ID, r.Family, r.File)
	}
	if len(r.Examples) != 2 || len(r.Unless) != 1 || r.Unless[0].Where != "sentence" || r.Find.Phrases[0] != "heal~ <3> @disease" {
		t.Errorf("the rule was read as %+v", r)
	}
}

func TestRefused(t *testing.T) {
	tests := []struct {
		name, line, instead string // a line of the rule, and what stands there instead
		want                []string
	}{
		{"no TOML", `severity = "error"`, `severity = error`, []string{"a.toml:3: expected value but found \"error\" instead"}},
		{"a string that is not closed", `why = "A cosmetic heals nothing."`, `why = "A cosmetic`, []string{"a.toml:5: strings cannot contain newlines"}},
		{"a key twice", `help = "say what shows"`, `why = "b"`, []string{`a.toml:6: Key 'why' has already been defined.`}},
		{"an unknown key", `help = "say what shows"`, `helps = "say what shows"`, []string{
			`a.toml:6: unknown key "helps"; the nearest known one is "help"`, `a.toml:1: the key "help" is missing or empty`}},
		{"an unknown key like none", `help = "say what shows"`, "help = \"a\"\nxyzzy = 1", []string{`a.toml:7: unknown key "xyzzy"; there is none like it`}},
		{"no summary", `summary = "healing"`, ``, []string{`a.toml:1: the key "summary" is missing or empty`}},
		{"a blank summary", `summary = "healing"`, `summary = "  "`, []string{`a.toml:1: the key "summary" is missing or empty`}},
		{"no message", `message = "“{match}” promises to heal"`, ``, []string{`a.toml:1: the key "message" is missing or empty`}},
		{"no severity", `severity = "error"`, ``, []string{`a.toml:1: the key "severity" is missing or empty`}},
		{"no why", `why = "A cosmetic heals nothing."`, ``, []string{`a.toml:1: the key "why" is missing or empty`}},
		{"no evidence", `evidence = "none"`, ``, []string{`a.toml:1: the key "evidence" is missing or empty`}},
		{"no basis", `basis = ["US-01"]`, `basis = []`, []string{`a.toml:1: the key "basis" is missing or empty`}},
		{"a message with a full stop", `message = "“{match}” promises to heal"`, `message = "It heals."`, []string{`a.toml:2: the message must be one line without a full stop`}},
		{"a message of two lines", `message = "“{match}” promises to heal"`, `message = "it\nheals"`, []string{`a.toml:2: the message must be one line without a full stop`}},
		{"a severity nobody knows", `severity = "error"`, `severity = "errors"`, []string{`a.toml:3: severity knows no "errors"; did you mean "error"`}},
		{"a severity like none", `severity = "error"`, `severity = "deadly"`, []string{`a.toml:3: severity knows no "deadly"; there are error, warning, info`}},
		{"a section nobody knows", `sections = ["front", "claims"]`, `sections = ["claim"]`, []string{`a.toml:4: sections knows no "claim"; did you mean "claims"`}},
		{"a market nobody knows", `sections = ["front", "claims"]`, `markets = { all = "info", usa = "error" }`, []string{`a.toml:4: markets knows no "usa"; did you mean "us"`}},
		{"a market's severity", `sections = ["front", "claims"]`, `markets = { us = "warn" }`, []string{`a.toml:4: markets knows no "warn"; did you mean "warning"`}},
		{"an excuse nobody knows", `sections = ["front", "claims"]`, `excuses = ["negations"]`, []string{`a.toml:4: excuses knows no "negations"; did you mean "negation"`}},
		{"find without anything", `phrases = ["heal~ <3> @disease"]`, ``, []string{`a.toml:10: [find] needs one of phrases, ingredients, over and order`}},
		{"find with both", `phrases = ["heal~ <3> @disease"]`, "phrases = [\"a\"]\ningredients = [\"b\"]", []string{`a.toml:10: [find] needs one of phrases, ingredients, over and order`}},
		{"a comparison without phrases", `phrases = ["heal~ <3> @disease"]`, "counts = \"disagree\"\ningredients = [\"b\"]", []string{`a.toml:10: counts and source compare what phrases find: [find] needs phrases too`}},
		{"a comparison nobody knows", `phrases = ["heal~ <3> @disease"]`, "phrases = [\"a\"]\ncounts = \"disagrees\"", []string{`a.toml:12: counts knows no "disagrees"; did you mean "disagree"`}},
		{"a source nobody knows", `phrases = ["heal~ <3> @disease"]`, "phrases = [\"a\"]\nsource = \"agrees\"", []string{`a.toml:12: source knows no "agrees"; there are contradicted`}},
		{"below what", `phrases = ["heal~ <3> @disease"]`, "ingredients = [\"b\"]\nbelow = \"one percent\"", []string{`a.toml:12: below knows no "one percent"; did you mean "one-percent"`}},
		{"a bad phrase", `phrases = ["heal~ <3> @disease"]`, `phrases = ["a", "heal*"]`, []string{
			`a.toml:11: in the phrase "heal*": the stem "heal*" is too short: at least 5 letters before the star, or it takes in words you do not mean`}},
		{"a bad phrase of a guard", `says = ["the look of"]`, `says = ["look <3>"]`, []string{`a.toml:14: in the phrase "look <3>": the gap <3> must stand between two words`}},
		{"a guard without words", `says = ["the look of"]`, ``, []string{`a.toml:13: [[unless]] needs one of says and ingredients`}},
		{"a guard with both", `says = ["the look of"]`, "says = [\"a\"]\ningredients = [\"b\"]", []string{`a.toml:13: [[unless]] needs one of says and ingredients`}},
		{"a guard without a place", `where = "sentence"`, ``, []string{`a.toml:13: [[unless]] with says needs where: before, inside, after, sentence, section, product`}},
		{"a place nobody knows", `where = "sentence"`, `where = "sentences"`, []string{`a.toml:15: where knows no "sentences"; did you mean "sentence"`}},
		{"within a sentence", `where = "sentence"`, "where = \"sentence\"\nwithin = 4", []string{`a.toml:16: within goes with where = "before" or "after"`}},
		{"within less than nothing", `where = "sentence"`, "where = \"after\"\nwithin = -4", []string{`a.toml:16: within goes with where = "before" or "after"`}},
		{"an example without text", `text = "For dry skin."`, ``, []string{`a.toml:17: an [[example]] has no text`}},
		{"an example without finds", `finds = []`, ``, []string{`a.toml:17: an [[example]] says no finds; write finds = [] when it must stay silent`}},
		{"an example for a market nobody knows", `finds = []`, "finds = []\nmarket = \"ussr\"", []string{`a.toml:24: market knows no "ussr"; did you mean "us"`}},
		{"no near miss", `finds = []`, `finds = ["dry skin"]`, []string{`a.toml:17: a rule needs an example that is flagged and a near miss that is not: 2 and 0 here`}},
		{"nothing flagged", `finds = ["Heals eczema"]`, `finds = []`, []string{`a.toml:17: a rule needs an example that is flagged and a near miss that is not: 0 and 2 here`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if strings.Count(healing, tt.line+"\n") != 1 {
				t.Fatalf("the rule has no line %q", tt.line)
			}
			refused(t, strings.Replace(healing, tt.line+"\n", tt.instead+"\n", 1), "a.toml", tt.want)
		})
	}
}

// refused checks that data is refused with exactly the problems in want, in any order.
func refused(t *testing.T, data, file string, want []string) {
	t.Helper()
	_, err := rule.Parse("drug-claim/"+file, data)
	if err == nil {
		t.Fatalf("it was read, want %q", want)
	}
	got := strings.Split(strings.ReplaceAll(err.Error(), "drug-claim/", ""), "\n")
	slices.Sort(got)
	want = slices.Sorted(slices.Values(want))
	if !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	refused(t, `
summary = "healing"
message = "it heals."
severity = "fatal"
sectoins = ["front"]
basis = ["US-01"]
[find]
phrases = ["heal*", "(cure"]
[[given]]
says = ["@"]
where = "sentence"
`, "a.toml", []string{
		`a.toml:1: the key "evidence" is missing or empty`,
		`a.toml:1: the key "help" is missing or empty`,
		`a.toml:1: the key "why" is missing or empty`,
		`a.toml:3: the message must be one line without a full stop`,
		`a.toml:4: severity knows no "fatal"; there are error, warning, info`,
		`a.toml:5: unknown key "sectoins"; the nearest known one is "sections"`,
		`a.toml:8: in the phrase "heal*": the stem "heal*" is too short: at least 5 letters before the star, or it takes in words you do not mean`,
		`a.toml:8: in the phrase "(cure": "(cure" has no closing bracket`,
		`a.toml:10: in the phrase "@": "@" needs a name`,
		`a.toml:1: a rule needs an example that is flagged and a near miss that is not: 0 and 0 here`,
	})
}

func TestNames(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"capitals in the id", "drug-claim/Heals.toml", `drug-claim/Heals.toml:1: the file's name "Heals" is no rule id: lower-case words joined by hyphens`},
		{"spaces in the id", "drug-claim/heals all.toml", `drug-claim/heals all.toml:1: the file's name "heals all" is no rule id: lower-case words joined by hyphens`},
		{"a hyphen at its end", "drug-claim/heals-.toml", `drug-claim/heals-.toml:1: the file's name "heals-" is no rule id: lower-case words joined by hyphens`},
		{"a folder that is no family", "Drug_Claim/heals.toml", `Drug_Claim/heals.toml:1: the folder "Drug_Claim" is no family: lower-case words joined by hyphens`},
		{"no folder", "heals.toml", `heals.toml:1: the folder "." is no family: lower-case words joined by hyphens`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rule.Parse(tt.file, healing)
			if err == nil || err.Error() != tt.want {
				t.Errorf("%s: got\n  %v\nwant\n  %s", tt.file, err, tt.want)
			}
		})
	}
}

// {each} stands for a word before the phrase is read.
func TestEach(t *testing.T) {
	data := strings.Replace(healing, `phrases = ["heal~ <3> @disease"]`, `phrases = ["{each} <2> skin"]`, 1)
	if _, err := rule.Parse("drug-claim/heals.toml", "each = [\"heals\", \"cures\"]\n"+data); err != nil {
		t.Error(err)
	}
}

func TestLoad(t *testing.T) {
	files := fstest.MapFS{
		"b/second.toml": {Data: []byte(healing)},
		"a/second.toml": {Data: []byte(healing)},
		"a/first.toml":  {Data: []byte(healing)},
		"lang/en.toml":  {Data: []byte(`name = "English"`)}, // no rule
		"basis.toml":    {Data: []byte(`x = 1`)},            // nor this
		"a/readme.md":   {Data: []byte(`Notes.`)},
		"a/b/deep.toml": {Data: []byte(`x = 1`)},
	}
	rules, err := rule.Load(files, ".")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rules {
		got = append(got, r.Family+"/"+r.ID)
	}
	if want := []string{"a/first", "a/second", "b/second"}; !slices.Equal(got, want) {
		t.Errorf("loaded %q, want %q", got, want)
	}
	files["a/bad.toml"] = &fstest.MapFile{Data: []byte("x = ")}
	files["b/bad.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(healing, "error", "fatal", 1))}
	_, err = rule.Load(files, ".")
	if err == nil || !strings.HasPrefix(err.Error(), "a/bad.toml:1: ") || !strings.Contains(err.Error(), "\nb/bad.toml:3: severity knows no") {
		t.Errorf("two bad rules are refused with\n%v", err)
	}
}

func TestSeverityIn(t *testing.T) {
	tests := []struct {
		name   string
		rule   rule.Rule
		us, kr string
	}{
		{"everywhere", rule.Rule{Severity: "warning"}, "warning", "warning"},
		{"stricter in one", rule.Rule{Severity: "warning", Markets: map[string]string{"all": "warning", "kr": "error"}}, "warning", "error"},
		{"in one only", rule.Rule{Severity: "error", Markets: map[string]string{"kr": "error"}}, "", "error"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if us, kr := tt.rule.SeverityIn("us"), tt.rule.SeverityIn("kr"); us != tt.us || kr != tt.kr {
				t.Errorf("it weighs %q in us and %q in kr, want %q and %q", us, kr, tt.us, tt.kr)
			}
		})
	}
}

const basis = `[US-01]
title = "Federal Food, Drug, and Cosmetic Act (US)"
article = "§201(g)"
url = "https://example.org"
meaning = "A product sold to treat disease is a drug."
kind = "law"
certainty = "V1"
read = "2026-11-23"
`

func TestParseBases(t *testing.T) {
	table, err := rule.ParseBases("basis.toml", basis)
	if err != nil {
		t.Fatal(err)
	}
	if b := table["US-01"]; b.ID != "US-01" || b.Article != "§201(g)" || b.Certainty != "V1" {
		t.Errorf("read %+v", b)
	}
	tests := []struct{ name, line, instead, want string }{
		{"nobody has verified it", `certainty = "V1"`, `certainty = "U"`, `basis.toml: US-01 has certainty "U"; only V1 and V2 may be shown to users`},
		{"no certainty", `certainty = "V1"`, ``, `basis.toml: US-01 has certainty ""; only V1 and V2 may be shown to users`},
		{"an unknown key", `article = "§201(g)"`, `artcile = "§201(g)"`, `basis.toml: unknown key "US-01.artcile"`},
		{"no title", `title = "Federal Food, Drug, and Cosmetic Act (US)"`, ``, `basis.toml: US-01 needs title, url, meaning, kind and read`},
		{"no url", `url = "https://example.org"`, ``, `basis.toml: US-01 needs title, url, meaning, kind and read`},
		{"no meaning", `meaning = "A product sold to treat disease is a drug."`, ``, `basis.toml: US-01 needs title, url, meaning, kind and read`},
		{"no kind", `kind = "law"`, ``, `basis.toml: US-01 needs title, url, meaning, kind and read`},
		{"never read", `read = "2026-11-23"`, ``, `basis.toml: US-01 needs title, url, meaning, kind and read`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rule.ParseBases("basis.toml", strings.Replace(basis, tt.line+"\n", tt.instead+"\n", 1))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got\n  %v\nwant\n  %s", err, tt.want)
			}
		})
	}
}

func TestChecks(t *testing.T) {
	rules := []*rule.Rule{{ID: "heals", File: "a/heals.toml", Basis: []string{"US-01", "US-1", "nowhere"}, Covers: []string{"heal", "cures"}}, {ID: "cures", File: "a/cures.toml"}}
	err := rule.CheckBases(rules, map[string]rule.Basis{"US-01": {}, "EU-01": {}})
	if want := "a/heals.toml: there is no basis \"US-1\"; did you mean \"US-01\"\na/heals.toml: there is no basis \"nowhere\"; there are EU-01, US-01"; err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if err := rule.CheckBases(rules[1:], nil); err != nil {
		t.Errorf("a rule without a basis: %v", err)
	}
	err = rule.CheckCovers(rules, true)
	if want := `a/heals.toml: covers names no rule "heal"; did you mean "heals"`; err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if err := rule.CheckCovers(rules, false); err != nil { // the rule it covers may be a built-in one
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(healing)
	f.Add("")
	f.Add("x = ")
	f.Add("each = [\"\"]\n" + strings.Replace(healing, "heal~", "{each}", 1))
	f.Add(strings.Replace(healing, "[[example]]", "[example]", 1))
	f.Add("[find]\nphrases = [\"\"]\n[\"a\".b]\n\"\" = 1\n")
	f.Fuzz(func(t *testing.T, data string) {
		r, err := rule.Parse("drug-claim/heals.toml", data)
		if (r == nil) == (err == nil) {
			t.Fatalf("%q gives the rule %v and the error %v", data, r, err)
		}
		if err != nil {
			for _, line := range strings.Split(err.Error(), "\n") {
				if !strings.HasPrefix(line, "drug-claim/heals.toml:") && !strings.Contains(err.Error(), "\\n") && !strings.ContainsAny(data, "\n") {
					t.Errorf("%q is refused without a place: %s", data, line)
				}
			}
			return
		}
		if r.Summary == "" || r.Why == "" || r.Help == "" || len(r.Examples) < 2 || !slices.Contains(rule.Severities, r.Severity) {
			t.Errorf("%q was taken for a rule: %+v", data, r)
		}
	})
}
