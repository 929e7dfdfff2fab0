package label_test

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"

	_ "github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/rules"
)

func parser(t testing.TB) *label.Parser {
	t.Helper()
	lexicons, err := lang.Load(fs.FS(rules.Files), "lang")
	if err != nil {
		t.Fatal(err)
	}
	return label.NewParser(lexicons, inci.BuiltIn)
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
		{"grouped with apostrophes", "1'000'000; 2’000’000 vesicles", `count 1e+06 "1'000'000"; count 2e+06 "2’000’000"`},
		{"one group by a space", "5 500 vesicles", `number 5500 "5 500"`},
		{"one group by a point is a decimal", "7.500 ppm", `ppm 7.5 "7.500 ppm"`},
		{"a decimal comma", "12,75 × 10⁹ vesicles", `count 1.275e+10 "12,75 × 10⁹"`},
		{"commas and a decimal point", "2,000,000.5 particles", `count 2e+06 "2,000,000.5"`},
		{"from a hundred thousand on it counts", "99,999; 100,000", `number 99999 "99,999"; count 100000 "100,000"`},
		{"tens and ones in words", "fifty-five billion exosomes", `count 5.5e+10 "fifty-five billion"`},
		{"hundreds in words", "two hundred million", `count 2e+08 "two hundred million"`},
		{"thousands in words are no count", "a hundred thousand", ``},
		{"words without a scale", "fifty good reasons", ``},
		{"tens of billions", "tens of billions of exosomes", `count 1e+09+ "billions"`},
		{"abbreviated scales", "50bn, 50 BN, 3 mio, 5 mn, 50B, 10 M", `count 5e+10 "50bn"; count 5e+10 "50 BN"; count 3e+06 "3 mio"; count 5e+06 "5 mn"; count 5e+10 "50B"; count 1e+07 "10 M"`},
		{"a small letter apart is no scale", "50 b exosomes, 5 t", `number 50 "50"; number 5 "5"`},
		{"a scale behind a hyphen", "50-billion-strong", `count 5e+10 "50-billion"`},
		{"glued to a name", "EXO-100B", `count 1e+11 "100B"`},
		{"a dot between", "5 · 10⁹; 5∙10^9", `count 5e+09 "5 · 10⁹"; count 5e+09 "5∙10^9"`},
		{"powers in braces", "10^{10}; 10^(10)", `count 1e+10 "10^{10}"; count 1e+10 "10^(10)"`},
		{"a value and its spread", "1.2×10¹⁰±0.5×10¹⁰ particles", `count 1.2e+10 "1.2×10¹⁰"; count 5e+09 "0.5×10¹⁰"`},
		{"per volume", "5×10(10)/mL", `count 5e+10 "5×10(10)"`},
		{"a lost superscript with two digits", "1 × 10 10 EVs", `count 1e+10 "1 × 10 10"`},
		{"range with and", "between 10 and 50 billion", `count 1e+10-5e+10 "10 and 50 billion"`},
		{"range of whole figures", "10 billion to 50 billion", `count 1e+10-5e+10 "10 billion to 50 billion"`},
		{"range of raised powers", "10⁹–10¹⁰", `count 1e+09-1e+10 "10⁹–10¹⁰"`},
		{"ranges of what is no count", "5-10 ml, 30–150 nm, 20–30 %, 2-3x, 5000-10000 ppm", `amount 5-10 "5-10 ml"; amount 30-150 "30–150 nm"; percent 20-30 "20–30 %"; times 2-3 "2-3x"; ppm 5000-10000 "5000-10000 ppm"`},
		{"full-width scale and sign", "５０ｂｉｌｌｉｏｎ; 50％", `count 5e+10 "５０ｂｉｌｌｉｏｎ"; percent 50 "50％"`},
		{"a soft hyphen in it", "50\u00ad000\u00ad000 exosomes", "count 5e+07 \"50\\u00ad000\\u00ad000\""},
		{"units in one sign", "30㎖, 5㎎, 5 ㏄", `amount 30 "30㎖"; amount 5 "5㎎"; amount 5 "5 ㏄"`},
		{"micrograms with either mu", "5 µg, 5μg, 5 mcg", `amount 5 "5 µg"; amount 5 "5μg"; amount 5 "5 mcg"`},
		{"temperatures", "2-8°C", `amount 2-8 "2-8°C"`},
		{"times in signs", "10×, 10X, 10 times, 10-fold", `times 10 "10×"; times 10 "10X"; times 10 "10 times"; times 10 "10-fold"`},
		{"a mass of molecules", "50 kDa", `amount 50 "50 kDa"`},
		{"many years", "3.5 billion years", `amount 3.5e+09 "3.5 billion years"`},
		{"too large for a number", "1e400", ``},
		{"a price is none", "only $50,000,000", ``},
		{"prices in other money", "€50M, £1 billion, ₩50,000,000, 50,000,000 won, 1 billion dollars", ``},
		{"numbered with a sign", "#1234567", ``},
		{"acidity is none", "pH 5.5", ``},
		{"a bar code is none", "EAN 4006381333931", ``},
		{"a norm is none", "ISO 22716", ``},
		{"a patent is none", "US patent 10,123,456", ``},
		{"a sun protection factor in millions is none", "SPF 50,000,000", ``},
		{"followers are none", "2,000,000 followers and 5 million five-star reviews", ``},
		{"cells of the body are none", "37 trillion cells in your body", ``},
		{"sales further behind", "1 million bottles of our exosome serum sold", ``},
		{"a count before sales is one", "1 million exosomes and 2 million bottles sold", `count 1e+06 "1 million"`},
		{"codes", "Q10, B12, 3D, 5-HTP, 100B21", `number 5 "5"`},
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

// A quantity stands in its sentence, behind the one before, on the words it says.
func FuzzQuantities(f *testing.F) {
	for _, seed := range []string{"50 billion exosomes", "1.2 × 10¹⁰–2×10^11/mL", "10 to 50B+ of 7.500,00 ppm", "half a trillion and billions", "５０％ 30㎖ #1 $2 10(9) 10^{9", "1 000 000’000 2e9e", "twice a x 3 x 5 ml"} {
		f.Add(seed)
	}
	p := parser(f)
	f.Fuzz(func(t *testing.T, in string) {
		sentences := p.Sentences(in, nil)
		for sentences.Next() {
			words, behind := sentences.Words, 0
			for _, q := range p.Quantities.Find(in, words, nil) {
				if q.From < behind || q.To <= q.From || q.To > len(words) {
					t.Fatalf("in %q a quantity covers the words %d to %d of %d, behind %d", in, q.From, q.To, len(words), behind)
				}
				behind = q.To
				if q.Span.Start != int(words[q.From].Start) || q.Span.Len() <= 0 || q.Span.End > len(in) {
					t.Fatalf("in %q a quantity stands at %v, and its first word at %v", in, q.Span, words[q.From].Span())
				}
				if q.To < len(words) && q.Span.End > int(words[q.To].Start) || q.Span.End < int(words[q.To-1].Start) {
					t.Fatalf("in %q a quantity stands at %v, and covers the words from %v to %v", in, q.Span, words[q.From].Span(), words[q.To-1].Span())
				}
				if !slices.Contains(rule.Kinds, q.Kind) || math.IsNaN(q.Low) || math.IsInf(q.High, 0) || q.Low < 0 {
					t.Fatalf("in %q stands %+v", in, q)
				}
			}
		}
	})
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
		{"an initial in the middle", "Made by A. Lee. Enjoy.", []string{"Made by A. Lee.", "Enjoy."}},
		{"companies", "By Example Co. Ltd. Seoul. Enjoy.", []string{"By Example Co. Ltd. Seoul.", "Enjoy."}},
		{"clock", "at 3 p.m. and 5 a.m. daily.", []string{"at 3 p.m. and 5 a.m. daily."}},
		{"a number at the end", "It is 5. Then 6.", []string{"It is 5.", "Then 6."}},
		{"marks behind each other", "Really?! Yes!!", []string{"Really?", "Yes!"}},
		{"quotation marks and brackets behind", "“It heals.” (Really.) [1] Then it calms.", []string{"It heals.", "Really.", "1] Then it calms."}},
		{"a footnote's mark behind", "It heals.¹ Then.", []string{"It heals.", "Then."}},
		{"no space behind", "It works!It heals.", []string{"It works!", "It heals."}},
		{"two spaces and no-break spaces", "It heals.  Two.\u00a0Three.", []string{"It heals.", "Two.", "Three."}},
		{"a colon at the end of a line", "Heals:\neczema", []string{"Heals", "eczema"}},
		{"a blank line", "heals\n\neczema", []string{"heals", "eczema"}},
		{"carriage returns", "heals\r\neczema\r\nSoft\rCalm", []string{"heals\r\neczema", "Soft", "Calm"}},
		{"items of lists", "- heals\n- cures\n+ calms\n* lifts", []string{"heals", "cures", "calms", "lifts"}},
		{"ticks and separators", "✓ heals ✓ cures | calms ★ lifts", []string{"heals ✓", "cures |", "calms ★", "lifts"}},
		{"separators of Unicode", "heals\u2028cures\u2029calms", []string{"heals\u2028", "cures\u2029", "calms"}},
		{"a scale on the next line", "50\nbillion exosomes\nSoft", []string{"50\nbillion exosomes", "Soft"}},
		{"signs of Chinese and Korean", "修复；再生？肌。 치료합니다. 좋아요.", []string{"修复；", "再生？", "肌。", "치료합니다.", "좋아요."}},
		{"no words", " … !? \n\n — ", nil},
		{"bullets", "• soft skin • calm skin", []string{"soft skin •", "calm skin"}},
		{"tags", "Scar Healing,Anti-Aging,Acne Fighting", []string{"Scar Healing", "Anti-Aging", "Acne Fighting"}},
		{"commas", "soft, Calm,soft", []string{"soft, Calm,soft"}},
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

// Sentences follow each other and do not overlap, their words stand in them, and one can be read again by itself: judge
// does so.
func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"It heals. 10B+\nexosomes of J. Smith… e.g. this; that | those", "a\r\n\r\nb\rC\n- d\n* e", "5.\n5. x\n\n10\n20\n30", "肌。(x.) “y.” [1]. . ."} {
		f.Add(seed)
	}
	p := parser(f)
	f.Fuzz(func(t *testing.T, in string) {
		behind := 0
		sentences := p.Sentences(in, nil)
		for sentences.Next() {
			s := sentences.Span
			if s.Start < behind || s.End <= s.Start || s.End > len(in) {
				t.Fatalf("in %q a sentence stands at %v, behind %d", in, s, behind)
			}
			behind = s.End
			at := s.Start
			for _, w := range sentences.Words {
				if int(w.Start) < at || int(w.End) > s.End {
					t.Fatalf("in %q a word stands at %v, in the sentence %v, behind %d", in, w.Span(), s, at)
				}
				at = int(w.End)
			}
			again := p.SentenceAt(in, s.Start)
			if !again.Next() || again.Span != s || !slices.Equal(again.Words, sentences.Words) {
				t.Fatalf("in %q the sentence %v is %v when it is read by itself", in, s, again.Span)
			}
		}
	})
}

// The number systems of East Asia, and words that mean something else in another language.
func TestNumberSystems(t *testing.T) {
	lexicons := []*lang.Lexicon{
		{Tag: "de", Numbers: lang.Numbers{Scales: map[string]float64{"billion": 1e12, "milliarden": 1e9}}},
		{Tag: "en", Numbers: lang.Numbers{Scales: map[string]float64{"billion": 1e9}, Words: map[string]float64{"fifty": 50}}},
		{Tag: "ko", Numbers: lang.Numbers{
			Words: map[string]float64{"십": 10, "백": 100}, Scales: map[string]float64{"만": 1e4, "억": 1e8, "조": 1e12}, Units: map[string][]string{"times": {"배"}},
		}},
		{Tag: "zh", Numbers: lang.Numbers{Scales: map[string]float64{"万": 1e4, "億": 1e8, "亿": 1e8, "兆": 1e12}, Units: map[string][]string{"amount": {"分", "分钟"}}}},
	}
	p := label.NewParser(lexicons, inci.BuiltIn)
	tests := []struct{ in, want string }{
		{"500억 개의 엑소좀", `count 5e+10 "500억"`},
		{"1,000억개", `count 1e+11 "1,000억"`},
		{"백억 개", `count 1e+10 "백억"`},
		{"500 億顆", `count 5e+10 "500 億"`},
		{"１０億個", `count 1e+09 "１０億"`},
		{"10万亿个", `count 1e+13 "10万亿"`},
		{"1兆2,000億個", `count 1.2e+12 "1兆2,000億"`},
		{"10배", `times 10 "10배"`},
		{"5分钟", `amount 5 "5分钟"`},
		{"조건이 좋은 조성물", ""},
		{"50 billion", `count 5e+10 "50 billion"`},
		{"50 Milliarden", `count 5e+10 "50 Milliarden"`},
	}
	for _, tt := range tests {
		if got := strings.Join(said(t, p, tt.in), ", "); got != tt.want {
			t.Errorf("in %q stands %s, want %s", tt.in, got, tt.want)
		}
	}
}
