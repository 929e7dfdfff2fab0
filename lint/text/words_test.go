package text_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

// words are texts with the words in them: as they stand in the text, and as they are compared.
var words = []struct{ name, in, stand, compared string }{
	{"nothing", "", "", ""},
	{"no word", " — … ( ) [ ] ’ ", "", ""},
	{"plain", "Heals eczema.", "Heals|eczema", "heals|eczema"},
	{"hyphens part", "anti-ageing", "anti|ageing", "anti|ageing"},
	{"possessive", "Alzheimer’s and Crohn's", "Alzheimer|and|Crohn", "alzheimer|and|crohn"},
	{"possessive in capitals", "CROHN'S", "CROHN", "crohn"},
	{"possessive before a closing quotation mark", "“Crohn’s”", "Crohn", "crohn"},
	{"possessive before a dash", "Crohn’s—and Alzheimer's–", "Crohn|and|Alzheimer", "crohn|and|alzheimer"},
	{"possessive before a no-break space", "Crohn’s\u00a0disease", "Crohn|disease", "crohn|disease"},
	{"possessive before what cannot be seen", "Crohn’s\u200b disease", "Crohn|disease", "crohn|disease"},
	{"no possessive before a letter", "d’eau aujourd’hui l’sé", "d|eau|aujourd’hui|l|sé", "d|eau|aujourdhui|l|se"},
	{"plural possessive", "users’ skin", "users|skin", "users|skin"},
	{"not", "don’t won't", "don’t|won't", "dont|wont"},
	{"have and will", "we’ve you'll", "we’ve|you'll", "weve|youll"},
	{"Cyrillic letters that look Latin", "ех\u043esome cliniсally", "ех\u043esome|cliniсally", "exosome|clinically"},
	{"small capitals", "ʜᴇALs", "ʜᴇALs", "heals"},
	{"words of other scripts", "кот TGFβ α-tocopherol", "кот|TGFβ|α|tocopherol", "кот|tgfβ|α|tocopherol"},
	{"elided words", "dell’acne qu'il senz’alcol", "dell|acne|qu|il|senz|alcol", "dell|acne|qu|il|senz|alcol"},
	{"elided article", "l’acide d'eau", "l|acide|d|eau", "l|acide|d|eau"},
	{"quotation marks", "‘heals’ 'cures'", "heals|cures", "heals|cures"},
	{"first letter in brackets", "[S]timulates", "[S]timulates", "stimulates"},
	{"small first letter in brackets", "(s)upports", "(s)upports", "supports"},
	{"plural in brackets", "serum(s) mask(es)", "serum(s)|mask(es)", "serums|maskes"},
	{"past in brackets", "repair(ed)", "repair(ed)", "repaired"},
	{"a word in brackets", "(heals) [nano]", "heals|nano", "heals|nano"},
	{"a letter in brackets by itself", "vitamin (E)", "vitamin|E", "vitamin|e"},
	{"more in brackets behind a word", "serum(new)", "serum|new", "serum|new"},
	{"soft hyphen", "exo\u00adsomes", "exo\u00adsomes", "exosomes"},
	{"soft hyphen first", "\u00adexosomes", "exosomes", "exosomes"},
	{"zero width space", "exo\u200bsomes", "exo\u200bsomes", "exosomes"},
	{"accents composed and decomposed", "Crème Cre\u0300me", "Crème|Cre\u0300me", "creme|creme"},
	{"full-width letters", "ＥＸＯ", "ＥＸＯ", "exo"},
	{"full-width digits", "７５００ ppm", "７５００|ppm", "7500|ppm"},
	{"ligature", "ﬁne", "ﬁne", "fine"},
	{"marker", "CD63", "CD63", "cd63"},
	{"plural capitals", "EVs", "EVs", "evs"},
	{"locant", "1,2-Hexanediol", "1,2|Hexanediol", "12|hexanediol"},
	{"number and unit joined", "7500ppm", "7500ppm", "7500ppm"},
	{"grouped number", "1,000.50", "1,000.50", "100050"},
	{"number at the end of a sentence", "50. Then", "50|Then", "50|then"},
	{"comma between a number and a word", "5,a", "5|a", "5|a"},
	{"exponent", "10⁹", "10", "10"},
	{"footnote mark", "results¹ prove²", "results|prove", "results|prove"},
	{"percent", "92%", "92", "92"},
	{"dotted letters", "e.g. U.S.A.", "e|g|U|S|A", "e|g|u|s|a"},
	{"Han sign by sign", "外泌体精华", "外|泌|体|精|华", "外|泌|体|精|华"},
	{"Hangul sign by sign", "엑소좀", "엑|소|좀", "엑|소|좀"},
	{"kana sign by sign", "エキス液", "エ|キ|ス|液", "エ|キ|ス|液"},
	{"half-width kana", "ｴｷｽ", "ｴ|ｷ|ｽ", "エ|キ|ス"},
	{"CJK punctuation", "外、「泌」。", "外|泌", "外|泌"},
	{"letters and signs", "EV液", "EV|液", "ev|液"},
	{"Cyrillic", "Экзосомы", "Экзосомы", "экзосомы"},
	{"Greek mu", "µg", "µg", "μg"},
	{"fraction is no word", "½ ml of ¼", "ml|of", "ml|of"},
	{"fraction behind a figure", "1½ ml", "1|ml", "1|ml"},
	{"signs of several characters", "⒈ ⑴ ℀ x", "x", "x"},
	{"units in one sign", "5㎖ 3㎎", "5|㎖|3|㎎", "5|ml|3|mg"},
	{"underscore parts", "exo_some", "exo|some", "exo|some"},
	{"emoji parts", "exo🧴some", "exo|some", "exo|some"},
	{"broken UTF-8 parts", "exo\xffsome", "exo|some", "exo|some"},
}

// read returns the words of t.
func read(t string) []text.Word {
	var all []text.Word
	for i := 0; i < len(t); {
		w, next, ok := text.ReadWord(t, i)
		if ok {
			all = append(all, w)
		}
		i = next
	}
	return all
}

func TestReadWord(t *testing.T) {
	for _, tt := range words {
		t.Run(tt.name, func(t *testing.T) {
			var stand []string
			for _, w := range read(tt.in) {
				stand = append(stand, tt.in[w.Start:w.End])
			}
			if got := strings.Join(stand, "|"); got != tt.stand {
				t.Fatalf("the words of %q are %q, want %q", tt.in, got, tt.stand)
			}
			if tt.stand == "" {
				return
			}
			for i, want := range strings.Split(tt.compared, "|") {
				w := read(tt.in)[i]
				if w.Hash != plainHash(want) {
					t.Errorf("%q in %q is not compared as %q", stand[i], tt.in, want)
				}
				if wantStem := uint32(plainHash(want[:min(len(want), text.StemLen)])); len(want) >= text.StemLen && w.Stem != wantStem || len(want) < text.StemLen && w.Stem != 0 {
					t.Errorf("the stem of %q in %q is not that of %q", stand[i], tt.in, want)
				}
			}
		})
	}
}

// plainHash is FNV-1a, written anew.
func plainHash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

func TestFlags(t *testing.T) {
	tests := []struct{ in, want string }{
		{"heals", ""},
		{"Heals", "capital"},
		{"HEALS", "capital caps"},
		{"HeALs", "capital"},
		{"A", "capital"},
		{"EVs", "capital caps"},
		{"CD63", "capital caps"},
		{"CD63 is", "capital caps"},
		{"Es", "capital"}, // two letters, one small: a word, no abbreviation
		{"PRP", "capital caps"},
		{"ms", ""},
		{"iPS", ""},
		{"É", ""}, // only ASCII tells
		{"50", "digit"},
		{"7500ppm", "digit"},
		{"10X", "digit"},
		{"[S]timulates", "capital"},
		{"EXO\u00adSOME", "capital caps"},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			w, _, ok := text.ReadWord(tt.in, 0)
			if !ok {
				t.Fatalf("%q is no word", tt.in)
			}
			var got []string
			for _, f := range []struct {
				flag text.Flags
				name string
			}{{text.Digit, "digit"}, {text.Capital, "capital"}, {text.Caps, "caps"}} {
				if w.Is(f.flag) {
					got = append(got, f.name)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("%q is %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// compared returns what the words in span of t are compared as, by another way than ReadWord: folded sign by sign,
// without what words are written with beside letters and digits.
func compared(t string) string {
	var b strings.Builder
	for _, r := range t {
		switch {
		case r == '’' || r == 'ʼ' || r == '‘':
		case r < 0x80:
			if f := text.Fold(string(r)); strings.Trim(f, "abcdefghijklmnopqrstuvwxyz0123456789") == "" {
				b.WriteString(f)
			}
		default:
			b.WriteString(text.FoldRune(r))
		}
	}
	return b.String()
}

func FuzzWords(f *testing.F) {
	for _, tt := range words {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		end := uint32(0)
		for i := 0; i < len(in); {
			w, next, ok := text.ReadWord(in, i)
			if next <= i || next > len(in) {
				t.Fatalf("reading %q at %d goes on at %d", in, i, next)
			}
			i = next
			if !ok {
				continue
			}
			if w.Start < end || w.End <= w.Start || int(w.End) > next {
				t.Fatalf("in %q a word stands at %d to %d, behind one that ended at %d", in, w.Start, w.End, end)
			}
			end = w.End
			stands := in[w.Start:w.End]
			if mixed(stands) {
				continue // letters that look Latin may be taken for what they look like
			}
			if want := compared(stands); w.Hash != plainHash(want) {
				t.Errorf("%q in %q is not compared as %q", stands, in, want)
			}
			folded := text.Fold(stands)
			if first, _ := utf8.DecodeRuneInString(stands); text.Sign(first) || strings.Contains(folded, " ") {
				continue // a sign that stands for several words: "㌀" for "アパート"
			}
			if strings.IndexFunc(stands, func(r rune) bool { return r >= 0x0590 && r < 0x1E00 || r >= 0x2100 }) >= 0 {
				continue // beyond the alphabets a folded mark may begin a word of its own
			}
			if strings.ContainsAny(stands, "'’ʼ‘") || !utf8.ValidString(in) {
				continue // whether an s is a possessive's depends on what stands behind it, which folding may change
			}
			if w.Hash != text.HashWord(folded) {
				t.Errorf("%q in %q is not compared as its folded form %q", stands, in, folded)
			}
		}
	})
}

// mixed reports whether a word has letters of the Latin alphabet and of another.
func mixed(word string) bool {
	latin, other := false, false
	for _, r := range word {
		latin = latin || unicode.Is(unicode.Latin, r) || strings.Trim(text.FoldRune(r), "abcdefghijklmnopqrstuvwxyz") == ""
		other = other || strings.IndexFunc(text.FoldRune(r), func(f rune) bool { return f >= 0x250 || f == 'ı' }) >= 0
	}
	return latin && other
}

func ExampleReadWord() {
	const label = "[S]timulates Alzheimer’s exo\u00adsomes"
	for i := 0; i < len(label); {
		w, next, ok := text.ReadWord(label, i)
		if ok {
			fmt.Println(w.Span(), w.Hash == text.HashWord("Exosomes"))
		}
		i = next
	}
	// Output:
	// {0 12} false
	// {13 22} false
	// {27 37} true
}
