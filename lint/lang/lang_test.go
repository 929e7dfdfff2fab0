package lang_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	_ "github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
	"github.com/exolint/exolint/rules"
)

func builtIn(t *testing.T) []*lang.Lexicon {
	t.Helper()
	all, err := lang.Load(rules.Files, "lang")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("no lexicon comes with exolint")
	}
	return all
}

// What a lexicon that comes with exolint says can be used: its lists are phrases, its headings are of kinds of sections
// there are, and nothing in them is empty or stands there twice.
func TestLexicons(t *testing.T) {
	for _, lex := range builtIn(t) {
		t.Run(lex.Tag, func(t *testing.T) {
			if lex.Name == "" || strings.ToLower(lex.Tag) != lex.Tag {
				t.Errorf("the lexicon %q has the name %q", lex.Tag, lex.Name)
			}
			if len(lex.Lists) == 0 || len(lex.Headings["ingredients"]) == 0 {
				t.Error("it has no list, or no heading of ingredients")
			}
			for name, entries := range lex.Lists {
				for _, entry := range entries {
					p, err := rule.ParsePhrase(entry)
					if err == nil {
						err = rule.CheckPhrase(entry)
					}
					if err != nil {
						t.Errorf("@%s: %q: %v", name, entry, err)
					} else if len(p.Parts) != 1 || p.Parts[0].Text == "" {
						t.Errorf("@%s: %q is more than words", name, entry)
					}
				}
			}
			for what, table := range map[string]map[string]lang.List{"list": lex.Lists, "heading": lex.Headings, "line": lex.Lines} {
				for name, entries := range table {
					seen := map[string]bool{}
					for _, entry := range entries {
						if strings.TrimSpace(entry) == "" {
							t.Errorf("%s %s has an empty entry", what, name)
						}
						if seen[entry] {
							t.Errorf("%s %s has %q twice", what, name, entry)
						}
						seen[entry] = true
					}
					if what != "list" && !slices.Contains(rule.Sections, name) {
						t.Errorf("%s: there is no kind of section %q", what, name)
					}
				}
			}
			for _, e := range lex.Inflect {
				if !slices.Contains(e.Forms, e.Ending) {
					t.Errorf("words in -%s are no form of themselves: %q", e.Ending, e.Forms)
				}
			}
			for kind := range lex.Numbers.Units {
				if !slices.Contains(rule.Kinds, kind) {
					t.Errorf("there is no quantity #%s", kind)
				}
			}
			for word := range lex.Numbers.Words {
				if text.Fold(word) != word {
					t.Errorf("the number word %q is not folded", word)
				}
			}
		})
	}
}

func TestForms(t *testing.T) {
	var english *lang.Lexicon
	for _, lex := range builtIn(t) {
		if lex.Tag == "en" {
			english = lex
		}
	}
	tests := []struct {
		word      string
		with, not string // among its forms; not among them
	}{
		{"heal", "heal heals healed healing", "heale"},
		{"cure", "cure cures cured curing", "cureed cureing"},
		{"remedy", "remedy remedies remedied remedying", "remedys"},
		{"destroy", "destroy destroys destroyed destroying", "destroies"},
		{"stop", "stop stops stopped stopping", ""},
		{"diminish", "diminish diminishes diminished diminishing", "diminishs"},
		{"stretch", "stretches stretched stretching", ""},
		{"fix", "fixes fixed fixing", "fixs"},
		{"suppress", "suppresses suppressed suppressing", ""},
		{"free", "frees freed", "freed's"},
		{"die", "dies died dying", "dieing"},
		{"metastasis", "metastases", "metastasiss"},
	}
	for _, tt := range tests {
		t.Run(tt.word, func(t *testing.T) {
			forms := english.Forms(tt.word)
			if forms[0] != tt.word {
				t.Errorf("the first form of %q is %q", tt.word, forms[0])
			}
			for _, want := range strings.Fields(tt.with) {
				if !slices.Contains(forms, want) {
					t.Errorf("the forms of %q are %q, want %q among them", tt.word, forms, want)
				}
			}
			for _, not := range strings.Fields(tt.not) {
				if slices.Contains(forms, not) {
					t.Errorf("the forms of %q are %q, and %q must not be among them", tt.word, forms, not)
				}
			}
			if n := len(slices.Compact(slices.Sorted(slices.Values(forms)))); n != len(forms) {
				t.Errorf("the forms of %q are %q, one of them twice", tt.word, forms)
			}
		})
	}
}

func TestParse(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // the list “disease”
	}{
		{"an array", `disease = ["eczema", "hair loss"]`, []string{"eczema", "hair loss"}},
		{"one string", `disease = "eczema, hair loss"`, []string{"eczema", "hair loss"}},
		{"lines", "disease = '''\neczema\nhair loss\n'''", []string{"eczema", "hair loss"}},
		{"lines of several, with spaces and empty places", "disease = '''\n  eczema ,, (hair|nail) loss,\n\n'''", []string{"eczema", "(hair|nail) loss"}},
		{"comments", "disease = '''\n# skin\neczema # the word, not the rash\n#acne\n'''", []string{"eczema"}},
		{"nothing", `disease = ""`, []string{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			lex, err := lang.Parse("xx", "name = \"X\"\n[lists]\n"+tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if got := []string(lex.Lists["disease"]); !slices.Equal(got, tt.want) {
				t.Errorf("%s is read as %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"an unknown key", "nmae = \"X\"", `unknown key "nmae"`},
		{"an unknown key of a table", "[numbers]\nword = 1", `unknown key "numbers.word"`},
		{"no TOML", "name = X", "X"},
		{"a list of numbers", "[lists]\na = [1]", "a list holds words, not 1"},
		{"a list that is a number", "[lists]\na = 1", "a list is a string or an array of strings, not 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := lang.Parse("xx", tt.in)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%q: got the error %v, want one that says %s", tt.in, err, tt.want)
			}
		})
	}
}

func TestLoad(t *testing.T) {
	files := fstest.MapFS{
		"lang/ko.toml":   {Data: []byte(`name = "Korean"`)},
		"lang/de.toml":   {Data: []byte(`name = "German"`)},
		"lang/notes.md":  {Data: []byte(`none`)},
		"claims/en.toml": {Data: []byte(`x = 1`)},
	}
	all, err := lang.Load(files, "lang")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 2 || all[0].Tag != "de" || all[1].Tag != "ko" || all[1].Name != "Korean" {
		t.Errorf("loaded %d lexicons, want de and ko: %+v", len(all), all)
	}
	files["lang/fr.toml"] = &fstest.MapFile{Data: []byte(`x = 1`)}
	if _, err := lang.Load(files, "lang"); err == nil || err.Error() != `lang/fr.toml: unknown key "x"` {
		t.Errorf("a lexicon with an unknown key is refused with %v", err)
	}
}
