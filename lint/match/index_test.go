package match_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/match"
	"github.com/exolint/exolint/lint/text"
)

var lexicon = must(lang.Parse("en", `
name = "test"
common = ["the", "of", "skin", "in", "and"]
inflect = [{ ending = "e", forms = ["e", "es", "ed", "ing"] }, { ending = "", forms = ["", "s", "ed", "ing"] }]
[lists]
disease = '''
eczema, hair loss   # two words
athlete foot
'''
treats = ["treat~", "put an end to", "cure~"]
`))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// find returns the places where phrase stands in the one sentence in.
func find(t *testing.T, in, phrase string) []string {
	t.Helper()
	lexicons := []*lang.Lexicon{lexicon}
	parser := label.NewParser(lexicons, inci.BuiltIn)
	words := match.NewWords(lexicons)
	b := match.NewBuilder(words, parser.Quantities)
	b.Add("test", phrase, match.Free)
	if err := b.Err(); err != nil {
		t.Fatal(err)
	}
	v := &text.Vocabulary{}
	v.Add(in)
	quotes := func(x *match.Index) (all []string) {
		sentences := parser.Sentences(in, nil)
		memory := &match.Memory{}
		for sentences.Next() {
			for _, f := range x.Find(in, sentences.Words, memory) {
				all = append(all, in[sentences.Words[f.From].Start:sentences.Words[f.To-1].End])
			}
		}
		return all
	}
	whole, short := quotes(b.Index(words.For(nil))), quotes(b.Index(words.For(v)))
	if !slices.Equal(whole, short) {
		t.Errorf("%q in %q: the index for every text finds %q, that for this one %q", phrase, in, whole, short)
	}
	return whole
}

func TestPhrases(t *testing.T) {
	tests := []struct {
		name, phrase, in string
		want             []string
	}{
		{"a word in any case", "eczema", "Eczema and ECZEMA", []string{"Eczema", "ECZEMA"}},
		{"no part of a word", "cure", "A manicure.", nil},
		{"any form", "treat~", "It treated, treats, is treating; a treat.", []string{"treated", "treats", "treating", "treat"}},
		{"any ending", "regenerat*", "Regenerative regeneration", []string{"Regenerative", "regeneration"}},
		{"capitals only", "MS", "MS is not ms", []string{"MS"}},
		{"hyphen apart, joined and as a space", "anti-ageing", "Anti-ageing anti ageing antiageing", []string{"Anti-ageing", "anti ageing", "antiageing"}},
		{"a choice of several words", "(put an end to|stop) eczema", "Put an end to eczema.", []string{"Put an end to eczema"}},
		{"a hyphen between choices", "(clinic|doctor)-(only|grade)", "Clinic-only, doctor grade", []string{"Clinic-only", "doctor grade"}},
		{"a list of several words", "@disease", "Against hair loss and athlete's foot", []string{"hair loss", "athlete's foot"}},
		{"a gap just wide enough", "@treats <2> @disease", "treats all your eczema", []string{"treats all your eczema"}},
		{"a gap too wide", "@treats <2> @disease", "treats all of your eczema", nil},
		{"either order", "skin <>2 cells", "Cells of the skin; skin cells", []string{"Cells of the skin", "skin cells"}},
		{"order without <>", "skin <2> cells", "Cells of the skin", nil},
		{"not across sentences", "heals <3> skin", "It heals. Your skin loves it.", nil},
		{"the nearest part is taken", "@treats <6> @disease", "cures eczema and hair loss", []string{"cures eczema"}},
		{"neighbours must touch", "hair loss", "hair and loss", nil},
		{"an anchor in the middle", "the skin of eczema", "the skin of eczema", []string{"the skin of eczema"}},
		{"all words common", "in the skin", "deep in the skin", []string{"in the skin"}},
		{"accents", "régénère", "REGENERE", []string{"REGENERE"}},
		{"soft hyphen and zero width", "eczema", "ec\u00adze\u200bma", []string{"ec\u00adze\u200bma"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := find(t, tt.in, tt.phrase); !slices.Equal(got, tt.want) {
				t.Errorf("%q in %q finds %q, want %q", tt.phrase, tt.in, got, tt.want)
			}
		})
	}
}

// What the three sieves find is what looking everywhere finds: random phrases over a small vocabulary, in random sentences,
// against a search that knows no index.
func TestFindIsLookingEverywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	vocabulary := []string{"the", "skin", "of", "heal", "scar", "cell", "grow", "in"}
	pick := func() string { return vocabulary[random.IntN(len(vocabulary))] }
	for range 3000 {
		var words []string
		for range 3 + random.IntN(10) {
			words = append(words, pick())
		}
		a, b, gap := pick(), pick()+" "+pick(), random.IntN(4)
		in := strings.Join(words, " ")
		phrase := a + " <" + string(rune('0'+gap)) + "> " + b
		want := false
		second := strings.Fields(b)
		for i, w := range words {
			for g := 0; w == a && g <= gap && i+g+2 < len(words); g++ {
				want = want || words[i+1+g] == second[0] && words[i+2+g] == second[1]
			}
		}
		if got := len(find(t, in, phrase)) > 0; got != want {
			t.Fatalf("%q in %q: found is %v, want %v", phrase, in, got, want)
		}
	}
}

func TestBuilderNamesEveryProblem(t *testing.T) {
	parser := label.NewParser([]*lang.Lexicon{lexicon}, inci.BuiltIn)
	b := match.NewBuilder(match.NewWords([]*lang.Lexicon{lexicon}), parser.Quantities)
	b.Add("a.toml", "@desease", match.Free)
	b.Add("b.toml", "heal <3>", match.Free)
	want := "a.toml: no lexicon has the list @desease; did you mean @disease?\nb.toml: in the phrase \"heal <3>\": the gap <3> must stand between two words"
	if err := b.Err(); err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}
