package label_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	_ "github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/rules"
)

func parser(t testing.TB) *label.Parser {
	t.Helper()
	lexicons, err := lang.Load(fs.FS(rules.Files), "lang")
	if err != nil {
		t.Fatal(err)
	}
	return label.NewParser(lexicons)
}

// said returns the quantities of in, as "kind low-high quote".
func said(t *testing.T, p *label.Parser, in string) (all []string) {
	t.Helper()
	sentences := p.Sentences(in, nil)
	for sentences.Next() {
		for _, q := range p.Quantities.Find(in, sentences.Words, nil) {
			value := fmt.Sprintf("%.6g", q.Low)
			if q.High != q.Low {
				value += fmt.Sprintf("-%.6g", q.High)
			}
			if q.Open {
				value += "+"
			}
			all = append(all, fmt.Sprintf("%s %s %q", q.Kind, value, in[q.Span.Start:q.Span.End]))
		}
	}
	return all
}

func TestQuantities(t *testing.T) {
	p := parser(t)
	tests := []struct{ name, in, want string }{
		{"grouped with commas", "50,000,000,000 exosomes", `count 5e+10 "50,000,000,000"`},
		{"grouped with spaces", "50 000 000 000 exosomes", `count 5e+10 "50 000 000 000"`},
		{"grouped with points", "50.000.000.000 exosomes", `count 5e+10 "50.000.000.000"`},
		{"grouped with no-break spaces", "7\u00a0500\u00a0000 vesicles", `count 7.5e+06 "7\u00a0500\u00a0000"`},
		{"in words", "fifty billion exosomes", `count 5e+10 "fifty billion"`},
		{"half a trillion", "half a trillion vesicles", `count 5e+11 "half a trillion"`},
		{"a billion", "a billion of them", `count 1e+09 "a billion"`},
		{"billions of", "billions of vesicles", `count 1e+09+ "billions"`},
		{"figure and word", "50 billion exosomes", `count 5e+10 "50 billion"`},
		{"glued letter", "50B+ exosomes", `count 5e+10+ "50B+"`},
		{"plus before the word", "1+ trillion exosomes", `count 1e+12 "1+ trillion"`},
		{"decimal and letter", "2.5B MSC exosomes", `count 2.5e+09 "2.5B"`},
		{"million", "8 mio. particles", `count 8e+06 "8 mio"`},
		{"times ten to the ninth", "5×10^9", `count 5e+09 "5×10^9"`},
		{"with an x and spaces", "5 x 10^9 vesicles", `count 5e+09 "5 x 10^9"`},
		{"raised", "1.2 × 10¹⁰ particles", `count 1.2e+10 "1.2 × 10¹⁰"`},
		{"with a star", "5*10^9", `count 5e+09 "5*10^9"`},
		{"e notation", "5e9 EVs", `count 5e+09 "5e9"`},
		{"E plus", "5E+09 EVs", `count 5e+09 "5E+09"`},
		{"bare power", "10^10 vesicles", `count 1e+10 "10^10"`},
		{"bare raised power", "10¹⁰ vesicles", `count 1e+10 "10¹⁰"`},
		{"power in brackets", "5 x 10(9) particles", `count 5e+09 "5 x 10(9)"`},
		{"lost superscript", "1×10 7 per use", `count 1e+07 "1×10 7"`},
		{"range with a dash", "10–50 billion", `count 1e+10-5e+10 "10–50 billion"`},
		{"range with to", "10 to 50B", `count 1e+10-5e+10 "10 to 50B"`},
		{"range of powers", "1×10^9–1×10^10", `count 1e+09-1e+10 "1×10^9–1×10^10"`},
		{"range of glued letters", "10B-60B+", `count 1e+10-6e+10+ "10B-60B+"`},
		{"full width", "５０ billion", `count 5e+10 "５０ billion"`},
		{"ppm", "7,500 ppm exosomes", `ppm 7500 "7,500 ppm"`},
		{"ppm glued", "2000ppm", `ppm 2000 "2000ppm"`},
		{"percent", "92 % of women", `percent 92 "92 %"`},
		{"amount", "5 mg in 30 mL", `amount 5 "5 mg"; amount 30 "30 mL"`},
		{"times", "10x more, 3-fold, twice", `times 10 "10x"; times 3 "3-fold"; times 2 "twice"`},
		{"a number in a name", "Exosome Shot 7500", `number 7500 "7500"`},
		{"a price is none", "only $50,000,000", ``},
		{"sun protection is none", "SPF 50", ``},
		{"a batch is none", "Lot 50B21", ``},
		{"people are none", "1 billion people", ``},
		{"sales are none", "2 million bottles sold", ``},
		{"a code is none", "CD63 and B3", ``},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := strings.Join(said(t, p, tt.in), "; "); got != tt.want {
				t.Errorf("%q is %s, want %s", tt.in, got, tt.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	p := parser(t)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"full stops", "It melts. It stays! Does it? Yes", []string{"It melts.", "It stays!", "Does it?", "Yes"}},
		{"abbreviations and initials", "Ask Dr. Lee or J. Smith vs. us.", []string{"Ask Dr. Lee or J. Smith vs. us."}},
		{"ellipses", "It heals… the skin . . . of all ... kinds", []string{"It heals… the skin . . . of all ... kinds"}},
		{"decimals and addresses", "pH 5.5 at example.com now", []string{"pH 5.5 at example.com now"}},
		{"a wrapped line goes on", "It keeps the skin\nsoft all day", []string{"It keeps the skin\nsoft all day"}},
		{"a full line goes on", "A cream for every day and for every kind of skin, with\nSqualane from olives", []string{"A cream for every day and for every kind of skin, with\nSqualane from olives"}},
		{"a short line ends", "Collagen support\nSkin density", []string{"Collagen support", "Skin density"}},
		{"a number alone belongs to the next line", "10B+\nExosomes/ml\nNo downtime", []string{"10B+\nExosomes/ml", "No downtime"}},
		{"bullets", "• soft skin • calm skin", []string{"soft skin •", "calm skin"}},
		{"semicolons", "soft; calm", []string{"soft;", "calm"}},
		{"ideographic stops", "肌。髪！", []string{"肌。", "髪！"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			sentences := p.Sentences(tt.in, nil)
			for sentences.Next() {
				got = append(got, tt.in[sentences.Span.Start:sentences.Span.End])
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%q is cut into %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}
