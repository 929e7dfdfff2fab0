package report

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEscape(t *testing.T) {
	tests := []struct {
		name, in, want string
		columns        int
	}{
		{"empty", "", "", 0},
		{"plain", "20 billion <b>", "20 billion <b>", 14},
		{"colour", "\x1b[31mred", "␛[31mred", 8},
		{"link", "\x1b]8;;http://a\x1b\\b\x07", "␛]8;;http://a␛\\b␇", 17},
		{"nul, tab and breaks", "\x00\t\r\n", "␀␉␍␊", 4},
		{"delete", "\x7f", "␡", 1},
		{"C1 control", "\u009b31m", "‹U+009B›31m", 11},
		{"direction", "a\u202eb\u2066", "a‹U+202E›b‹U+2066›", 18},
		{"zero width", "ex\u200bo\ufeff", "ex‹U+200B›o‹U+FEFF›", 19},
		{"soft hyphen", "exo\u00adsome", "exo‹U+00AD›some", 15},
		{"line separators", "\u2028\u2029", "‹U+2028›‹U+2029›", 16},
		{"tag characters", "\U000E0041", "‹U+E0041›", 9},
		{"fillers", "\u3164\uffa0\u2800", "‹U+3164›‹U+FFA0›‹U+2800›", 24},
		{"private use", "\ue000", "‹U+E000›", 8},
		{"unassigned", "\u0378", "‹U+0378›", 8},
		{"not a character", "\ufffe", "‹U+FFFE›", 8},
		{"bad bytes", "a\xff\xc3", "a‹0xFF›‹0xC3›", 13},
		{"half a surrogate", "\xed\xa0\x80", "‹0xED›‹0xA0›‹0x80›", 18},
		{"replacement character", "\ufffd", "\ufffd", 1},
		{"accents", "cafe\u0301 Ở", "cafe\u0301 Ở", 6},
		{"accent on nothing", "\u0301a", "‹U+0301›a", 9},
		{"accent on an escape", "\x1b\u0301", "␛‹U+0301›", 9},
		{"tower of accents", "a\u0301\u0301\u0301\u0301\u0301", "a\u0301\u0301\u0301\u0301‹U+0301›", 9},
		{"grapheme joiner", "a\u034f", "a‹U+034F›", 9},
		{"no-break and wide spaces", "5\u00a0%\u3000", "5\u00a0%\u3000", 5},
		{"Korean", "엑소좀", "엑소좀", 6},
		{"Korean in parts", "\u1112\u1161\u11ab", "\u1112\u1161\u11ab", 2},
		{"half-width kana", "ｶﾞ", "ｶﾞ", 2},
		{"styled emoji", "✔\ufe0f❤\ufe0f", "✔❤", 2},
		{"styled twice", "❤\ufe0f\ufe0f", "❤‹U+FE0F›", 9},
		{"styled letter", "a\ufe0f", "a‹U+FE0F›", 9},
		{"hidden message", "😀\U000E0157", "😀‹U+E0157›", 11},
		{"keycap", "1\ufe0f\u20e3", "1\u20e3", 1},
		{"styled digit", "1\ufe0f2", "1‹U+FE0F›2", 10},
		{"family", "👩\u200d👧", "👩👧", 4},
		{"kiss", "👩\u200d❤\ufe0f\u200d👨", "👩❤👨", 5},
		{"joined letters", "a\u200db", "a‹U+200D›b", 10},
		{"joined twice", "👩\u200d\u200d👧", "👩‹U+200D›‹U+200D›👧", 20},
		{"skin tone", "👍🏽", "👍🏽", 2},
		{"flags", "🇰🇷🇺🇸", "🇰🇷🇺🇸", 4},
		{"half a flag", "🇰a", "🇰a", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := escape(tt.in)
			if got != tt.want {
				t.Errorf("escape(%+q)\ngot  %+q\nwant %+q", tt.in, got, tt.want)
			}
			if n := columns(got); n != tt.columns {
				t.Errorf("%s is %d columns wide, want %d", got, n, tt.columns)
			}
		})
	}
}

func TestOneLine(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"line break in a quote", "“20\n  billion”", "“20 billion”"},
		{"Windows line break", "20\r\nbillion", "20 billion"},
		{"lone return", "20\rbillion", "20␍billion"},
		{"no-break space stays", "5\u00a0%", "5\u00a0%"},
		{"tabs and ends", "\t20\t\tbillion ", "20 billion"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := oneLine(tt.in); got != tt.want {
				t.Errorf("oneLine(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// unseen says by Unicode's own properties what must not reach a terminal. It is not how escape decides.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co, unicode.Cs, unicode.Bidi_Control,
		unicode.Join_Control, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// Whatever goes in, only what can be seen comes out, on one line; escaping it again changes nothing; and it is as wide as
// its parts.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{
		"20 billion", "\x1b]8;;http://a\x1b\\b\x07", "a\u202eb\u2066", "ex\u200bo\ufeff", "\u2028", "\U000E0041", "a\xff\xc3",
		"cafe\u0301", "a\u0301\u0301\u0301\u0301\u0301\u0301",
		"엑소좀 🧪 500억개", "👩\u200d❤\ufe0f\u200d👨", "1\ufe0f\u20e3", "🇰🇷🇺", "\t\r\n\x00",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := escape(s)
		if !utf8.ValidString(got) {
			t.Errorf("escape(%q) = %q is not UTF-8", s, got)
		}
		if at := strings.IndexFunc(got, unseen); at >= 0 {
			t.Errorf("escape(%q) = %q lets %U through", s, got, []rune(got[at:])[0])
		}
		if again := escape(got); again != got {
			t.Errorf("escape(%q) = %q, and again %q", s, got, again)
		}
	})
}
