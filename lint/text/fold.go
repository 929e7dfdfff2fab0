package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s as words are compared: lower case, compatibility forms (full width, ligatures, superscripts) replaced by
// plain ones, accents of alphabets dropped, invisible characters removed, every white space a single-byte space. Folding
// twice is folding once.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			switch {
			case 'A' <= c && c <= 'Z':
				c += 'a' - 'A'
			case c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f':
				c = ' '
			}
			b.WriteByte(c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		if r == utf8.RuneError && size == 1 {
			b.WriteRune(r)
			continue
		}
		b.WriteString(FoldRune(r))
	}
	return b.String()
}

// FoldRune returns the folded form of one character, "" for one that cannot be seen.
func FoldRune(r rune) string {
	if r < rune(len(folded)) {
		return folded[r]
	}
	return foldRune(r)
}

// folded holds the folded form of the characters that European text is made of.
var folded = func() (table [0x250]string) {
	for r := range table {
		table[r] = foldRune(rune(r))
	}
	return table
}()

// marks says how characters that matter on labels but that compatibility decomposition leaves alone are folded.
var marks = map[rune]string{
	'‘': "'", '’': "'", '‛': "'", '′': "'", 'ʼ': "'", '´': "'", '`': "'",
	'“': `"`, '”': `"`, '„': `"`, '«': `"`, '»': `"`,
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '﹣': "-",
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d",
	'ı': "i", 'Ŀ': "l", 'ŀ': "l", '×': "x", '·': "·", '⁄': "/",
}

func foldRune(r rune) string {
	if s, ok := marks[r]; ok {
		return s
	}
	if Invisible(r) {
		return ""
	}
	if unicode.IsSpace(r) {
		return " "
	}
	form := norm.NFKC
	alphabet := r < 0x0590 || 0x1E00 <= r && r < 0x2000 // Latin, Greek, Cyrillic: accents are dropped
	if alphabet {
		form = norm.NFKD
	}
	s := form.String(string(r))
	lower := strings.Map(func(r rune) rune {
		if alphabet && unicode.Is(unicode.Mn, r) {
			return -1
		}
		if unicode.IsSpace(r) {
			return ' '
		}
		return unicode.ToLower(r)
	}, s)
	if lower == string(r) || isASCII(lower) {
		return lower
	}
	var b strings.Builder // a form may itself fold further: "㎖", "Ⅻ"
	for _, r := range lower {
		b.WriteString(foldRune(r))
	}
	return b.String()
}

// Invisible reports whether r takes no room on a page: soft hyphens, joiners, direction marks, variation selectors, tags.
func Invisible(r rune) bool {
	switch {
	case r == 0x00AD, r == 0x034F, r == 0x061C, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0, r == 0xFEFF:
		return true
	case 0x180B <= r && r <= 0x180F, 0x200B <= r && r <= 0x200F, 0x202A <= r && r <= 0x202E, 0x2060 <= r && r <= 0x206F:
		return true
	case 0xFE00 <= r && r <= 0xFE0F, 0xE0000 <= r && r <= 0xE0FFF:
		return true
	}
	return unicode.Is(unicode.Mn, r) && r < 0x0590
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
