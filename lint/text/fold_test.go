package text_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	_ "github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/text"
)

var folds = []struct{ name, in, want string }{
	{"nothing", "", ""},
	{"capitals", "EXOSOME Serum", "exosome serum"},
	{"digits and punctuation stay", "1,2-hexanediol (5 %)", "1,2-hexanediol (5 %)"},
	{"ligature", "eﬃcacy of ﬁne ﬂuff", "efficacy of fine fluff"},
	{"Latin ligatures", "Œufs, cæcum", "oeufs, caecum"},
	{"full width", "ＥＸＯ－１２％", "exo-12%"},
	{"superscript", "10⁹ and m²", "109 and m2"},
	{"subscript", "H₂O", "h2o"},
	{"soft hyphen", "exo\u00adsomes", "exosomes"},
	{"zero width", "ex\u200bo\u200cs\u200do\u2060m\ufeffe", "exosome"},
	{"direction marks", "\u202eexo\u202c\u2066some\u2069", "exosome"},
	{"tags and variation selectors", "exo\U000E0041\ufe0fsome", "exosome"},
	{"no-break space", "20\u00a0billion", "20 billion"},
	{"narrow and ideographic space", "20\u202fbillion\u3000ＥＶｓ", "20 billion evs"},
	{"line breaks, byte for byte", "a\r\nb\tc", "a  b c"},
	{"line and paragraph separator", "a\u2028b\u2029c", "a b c"},
	{"accents composed", "Crème à l'açaí", "creme a l'acai"},
	{"accents decomposed", "Cre\u0300me a\u0300 l'ac\u0327ai\u0301", "creme a l'acai"},
	{"letters without a decomposition", "Łódź, Ørsted, đ", "lodz, orsted, d"},
	{"Turkish capital İ", "İNCİ", "inci"},
	{"Turkish small ı", "ışıltı", "isilti"},
	{"sharp s, small and capital", "Maß GROẞ", "mass gross"},
	{"Greek final sigma stays itself", "ΛΌΓΟΣ", "λογοσ"},
	{"Cyrillic accents", "ЭКЗОСОМЫ й", "экзосомы и"},
	{"micro sign is Greek mu", "5 µg", "5 μg"},
	{"Korean", "엑소좀 앰플", "엑소좀 앰플"},
	{"kana of full and half width", "エクソソーム ｴｸｿｿｰﾑ", "エクソソーム エクソソーム"},
	{"Han", "外泌体", "外泌体"},
	{"mathematical letters", "𝐄𝐱𝐨𝓈𝕠𝖒𝚎", "exosome"},
	{"circled letters", "Ⓔⓧⓞ", "exo"},
	{"apostrophes", "don’t donʼt don‛t", "don't don't don't"},
	{"quotation marks", "“a” „b“ «c»", `"a" "b" "c"`},
	{"dashes and minus", "a‐b‑c–d—e−f", "a-b-c-d-e-f"},
	{"multiplication sign", "5×10", "5x10"},
	{"fraction", "½", "1/2"},
	{"units in one sign", "30㎖, 5㎎", "30ml, 5mg"},
	{"Roman numeral", "Ⅻ", "xii"},
	{"number sign", "№ 5 ™", "no 5 tm"},
	{"broken UTF-8", "a\xffb", "a\ufffdb"},
}

func TestFold(t *testing.T) {
	for _, tt := range folds {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Fold(tt.in); got != tt.want {
				t.Errorf("Fold(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzFold(f *testing.F) {
	for _, tt := range folds {
		f.Add(tt.in)
	}
	for _, tt := range words {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		once := text.Fold(in)
		if twice := text.Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, folded again %q", in, once, twice)
		}
		for _, r := range once {
			if text.Invisible(r) || unicode.IsSpace(r) && r != ' ' {
				t.Errorf("Fold(%q) = %q holds %U", in, once, r)
			}
		}
	})
}

// Every single character obeys the law too; the fuzzer would take long to find the odd one.
func TestFoldRunes(t *testing.T) {
	for r := range rune(unicode.MaxRune + 1) {
		if once := text.FoldRune(r); utf8.ValidRune(r) && text.Fold(once) != once {
			t.Errorf("FoldRune(%U) = %q, folded again %q", r, once, text.Fold(once))
		}
	}
}

func TestPrintable(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"words and accents", "Crème 엑소좀 e\u0301", "Crème 엑소좀 e\u0301"},
		{"tab", "a\tb", "a b"},
		{"terminal escape", "\x1b[31mred\x1b[0m", "<U+001B>[31mred<U+001B>[0m"},
		{"carriage return and bell", "a\r\nb\a", "a<U+000D><U+000A>b<U+0007>"},
		{"C1 control", "\u009b31m", "<U+009B>31m"},
		{"direction", "abc\u202egpj.exe", "abc<U+202E>gpj.exe"},
		{"zero width", "exo\u200bsome\ufeff", "exo<U+200B>some<U+FEFF>"},
		{"soft hyphen", "exo\u00adsome", "exo<U+00AD>some"},
		{"tag letters", "a\U000E0041", "a<U+E0041>"},
		{"Hangul filler", "a\u3164b", "a<U+3164>b"},
		{"line separator", "a\u2028b", "a<U+2028>b"},
		{"broken UTF-8", "a\xff\xc3", `a\xff\xc3`},
		{"a replacement character that was there", "a\ufffdb", "a\ufffdb"},
		{"emoji", "❤️ 🧴", "❤️ 🧴"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Printable(tt.in); got != tt.want {
				t.Errorf("Printable(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func FuzzPrintable(f *testing.F) {
	for _, tt := range folds {
		f.Add(tt.in)
	}
	f.Add("\x1b[2J\u202e\x00\xff\u2029")
	f.Fuzz(func(t *testing.T, in string) {
		got := text.Printable(in)
		if !utf8.ValidString(got) {
			t.Errorf("Printable(%q) = %q is no UTF-8", in, got)
		}
		for _, r := range got {
			if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("Printable(%q) = %q holds %U", in, got, r)
			}
		}
		if again := text.Printable(got); again != got {
			t.Errorf("Printable(%q) = %q, printed again %q", in, got, again)
		}
	})
}

func TestNearest(t *testing.T) {
	known := []string{"check", "explain", "rules", "version", "severity", "sections"}
	tests := []struct{ name, in, want string }{
		{"itself", "rules", "rules"},
		{"a letter missing", "explan", "explain"},
		{"a letter too many", "checkk", "check"},
		{"a letter changed", "rulez", "rules"},
		{"neighbours swapped count once", "chekc", "check"},
		{"two swaps", "evresion", "version"},
		{"a third of it may differ", "sevirty", "severity"},
		{"nothing near", "banana", ""},
		{"far longer", "versionversion", ""},
		{"empty", "", ""},
		{"not ASCII", "règles", "rules"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Nearest(tt.in, known); got != tt.want {
				t.Errorf("Nearest(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
	t.Run("the first of equals", func(t *testing.T) {
		if got := text.Nearest("cat", []string{"bat", "hat"}); got != "bat" {
			t.Errorf(`Nearest("cat") = %q, want "bat"`, got)
		}
	})
	t.Run("nothing known", func(t *testing.T) {
		if got := text.Nearest("cat", nil); got != "" {
			t.Errorf(`Nearest("cat", nil) = %q, want ""`, got)
		}
	})
}

// place checks one position of a text both ways.
func TestPlace(t *testing.T) {
	tests := []struct {
		name, in, at string // at: the words whose place is asked for
		want         text.Place
		line         string // all of the line they stand on
	}{
		{"first", "abc", "a", text.Place{Line: 1, Column: 1}, "abc"},
		{"behind a line feed", "a\nbc", "c", text.Place{Line: 2, Column: 2}, "bc"},
		{"behind CRLF", "a\r\nbc\r\nd", "c", text.Place{Line: 2, Column: 2}, "bc"},
		{"behind a lone CR", "a\rbc\rd", "c", text.Place{Line: 2, Column: 2}, "bc"},
		{"behind a blank line", "a\n\n\nd", "d", text.Place{Line: 4, Column: 1}, "d"},
		{"behind CR CR LF", "a\r\r\nd", "d", text.Place{Line: 3, Column: 1}, "d"},
		{"columns are characters", "é🧴x", "x", text.Place{Line: 1, Column: 3}, "é🧴x"},
		{"a joined emoji is all its characters", "👩\u200d🔬x", "x", text.Place{Line: 1, Column: 4}, "👩\u200d🔬x"},
		{"broken UTF-8 counts by the byte", "\xff\xfex", "x", text.Place{Line: 1, Column: 3}, "\xff\xfex"},
		{"a tab is one column", "\tx", "x", text.Place{Line: 1, Column: 2}, "\tx"},
		{"the line feed of CRLF ends its own line", "ab\r\nc", "\n", text.Place{Line: 1, Column: 4}, "ab"},
		{"no line break at the end", "a\nb", "b", text.Place{Line: 2, Column: 1}, "b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &text.Source{Text: tt.in}
			at := strings.Index(tt.in, tt.at)
			got := s.Place(at)
			if got != tt.want {
				t.Errorf("%q in %q stands at %v, want %v", tt.at, tt.in, got, tt.want)
			}
			line, start := s.Line(tt.want.Line)
			if line != tt.line || !strings.HasPrefix(tt.in[start:], tt.line) {
				t.Errorf("line %d of %q = %q from offset %d, want %q", tt.want.Line, tt.in, line, start, tt.line)
			}
		})
	}
}

func TestLines(t *testing.T) {
	for in, want := range map[string]int{"": 1, "a": 1, "a\n": 2, "a\r\nb": 2, "a\rb\r": 3, "\n\n": 3} {
		s := &text.Source{Text: in}
		if got := s.Lines(); got != want {
			t.Errorf("%q has %d lines, want %d", in, got, want)
		}
		end := s.Place(len(in)) // the place behind the text
		if end.Line != want {
			t.Errorf("%q ends on line %d, want %d", in, end.Line, want)
		}
	}
}

func TestSpan(t *testing.T) {
	s := text.Span{Start: 2, End: 5}
	tests := []struct {
		name            string
		other           text.Span
		holds, overlaps bool
	}{
		{"itself", text.Span{Start: 2, End: 5}, true, true},
		{"inside", text.Span{Start: 3, End: 4}, true, true},
		{"empty at its start", text.Span{Start: 2, End: 2}, true, false},
		{"empty at its end", text.Span{Start: 5, End: 5}, true, false},
		{"over its start", text.Span{Start: 1, End: 3}, false, true},
		{"over its end", text.Span{Start: 4, End: 6}, false, true},
		{"around it", text.Span{Start: 0, End: 9}, false, true},
		{"before, touching", text.Span{Start: 0, End: 2}, false, false},
		{"behind, touching", text.Span{Start: 5, End: 7}, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.Holds(tt.other); got != tt.holds {
				t.Errorf("%v holds %v: %v, want %v", s, tt.other, got, tt.holds)
			}
			if got := s.Overlaps(tt.other); got != tt.overlaps {
				t.Errorf("%v overlaps %v: %v, want %v", s, tt.other, got, tt.overlaps)
			}
		})
	}
}
