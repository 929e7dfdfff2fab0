package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// StemLen is the number of leading bytes, after folding, that Word.Stem is made of. A stem in a phrase is no shorter.
const StemLen = 5

// A Word is one word of a text. It is compared by hash, never by its bytes: letter case, accents, full-width forms, soft
// hyphens and editors' marks ("[S]timulates") do not change it. A possessive ’s is left out; any other apostrophe inside
// a word is dropped ("don’t" is dont). Every Han, Hangul or kana sign is a word of its own.
type Word struct {
	Start, End uint32 // in the text that was read
	Stem       uint32 // hash of the first StemLen bytes; 0 when the word is shorter
	Flags      Flags
	Hash       uint64 // of all of the folded word
}

// Flags say what a word's hash cannot.
type Flags uint32

const (
	Digit   Flags = 1 << iota // begins with a digit: "50", "7500ppm", "1,000"
	Capital                   // begins with a capital letter
	Caps                      // two or more letters, all capitals, perhaps a final s: "PRP", "EVs"
)

// Is reports whether w carries any of the flags in f.
func (w *Word) Is(f Flags) bool { return w.Flags&f != 0 }

// Span returns where w stands.
func (w *Word) Span() Span { return Span{int(w.Start), int(w.End)} }

// FNV-1a, for its short loop: the hash of every prefix falls out on the way.
const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// plain maps an ASCII letter or digit to its folded form and every other byte to 0.
var plain = func() (table [256]byte) {
	for c := '0'; c <= '9'; c++ {
		table[c] = byte(c)
	}
	for c := 'a'; c <= 'z'; c++ {
		table[c], table[c-'a'+'A'] = byte(c), byte(c)
	}
	return table
}()

// stops marks the bytes that end a word for certain, so that the common case needs no second look.
var stops = func() (table [256]bool) {
	for c := range utf8.RuneSelf {
		table[c] = plain[c] == 0 && c != '\'' && c != '[' && c != '('
	}
	return table
}()

// Between reports whether c, a byte of a text, is neither of a word nor may begin one: a space, a comma, a full stop.
func Between(c byte) bool { return stops[c] }

// HashWord returns the hash of a word given by itself.
func HashWord(word string) uint64 {
	w, _, _ := ReadWord(word, 0)
	return w.Hash
}

// ReadWord reads the word that begins at offset i of t and returns it with the offset behind it. When no word begins
// there, ok is false and next is the offset behind the character at i.
func ReadWord(t string, i int) (w Word, next int, ok bool) {
	if next, ok = ReadPlain(t, i, &w); ok {
		return w, next, true
	}
	r := reader{text: t, at: i, start: i, hash: hashStart}
	return r.read()
}

// ReadPlain reads the word at offset i into w when it is nothing but letters, as most are; ok is false when it is more, or
// when there is none, and w is then not set.
func ReadPlain(t string, i int, w *Word) (next int, ok bool) {
	var (
		h     uint64 = hashStart
		stem  uint64
		start = i
		upper int
	)
	for ; i < len(t); i++ {
		c := t[i]
		f := plain[c]
		if f == 0 {
			break
		}
		h = (h ^ uint64(f)) * hashPrime
		upper += int(f ^ c)
		if i-start == StemLen-1 {
			stem = h
		}
	}
	if i == start || t[start] <= '9' || i < len(t) && !stops[t[i]] {
		return i, false
	}
	w.Start, w.End, w.Stem, w.Hash, w.Flags = uint32(start), uint32(i), uint32(stem), h, 0
	if upper != 0 {
		upper >>= 5
		for _, c := range []byte(t[start:i]) {
			if isDigit(c) { // "CD63" is in capitals
				upper++
			}
		}
		w.Flags = capitals(i-start, upper, t[start], t[i-1])
	}
	return i, true
}

// capitals returns the flags of a word of n letters, upper of them capitals.
func capitals(n, upper int, first, last byte) Flags {
	if upper == 0 {
		return 0
	}
	var f Flags
	if 'A' <= first && first <= 'Z' {
		f = Capital
	}
	if n >= 2 && (upper == n || upper == n-1 && n >= 3 && last == 's') {
		f |= Caps
	}
	return f
}

// A reader reads a word that is more than plain letters.
type reader struct {
	text            string
	start, at, end  int // the word so far is text[start:end]
	bytes           int // folded
	letters, digits int
	foreign, alike  int  // letters of other scripts; of them, those that look like Latin ones
	mend            bool // take these for what they look like
	upper           int
	first, last     byte
	hash, stem      uint64
}

func (r *reader) read() (Word, int, bool) {
	begin := r.at
	for r.at < len(r.text) && r.step() {
	}
	if r.bytes == 0 {
		_, size := utf8.DecodeRuneInString(r.text[begin:])
		return Word{}, begin + size, false
	}
	if r.disguised() {
		again := reader{text: r.text, at: begin, start: begin, hash: hashStart, mend: true}
		if w, next, ok := again.read(); ok && int(w.End) == r.end {
			return w, next, true
		}
	}
	w := Word{Start: uint32(r.start), End: uint32(r.end), Stem: uint32(r.stem), Hash: r.hash}
	if '0' <= r.first && r.first <= '9' {
		w.Flags = Digit
	} else {
		w.Flags = capitals(r.letters+r.digits, r.upper+r.digits, r.first, r.last)
		if r.upper == 0 {
			w.Flags = 0
		}
	}
	return w, max(r.at, r.end), true
}

// disguised reports whether the word is a Latin one with letters in it that only look Latin.
func (r *reader) disguised() bool {
	return !r.mend && r.alike > 0 && r.alike == r.foreign && r.letters > r.foreign
}

// step takes what stands at r.at into the word, and reports false when the word ends there.
func (r *reader) step() bool {
	c := r.text[r.at]
	if f := plain[c]; f != 0 {
		r.take(f, c, 1)
		return true
	}
	switch c {
	case '\'':
		return r.apostrophe(1)
	case '[', '(':
		return r.mark(c)
	case '.', ',': // inside a number
		if r.bytes > 0 && r.letters == 0 && r.at+1 < len(r.text) && isDigit(r.text[r.at-1]) && isDigit(r.text[r.at+1]) {
			r.at++
			return true
		}
		return false
	}
	if c < utf8.RuneSelf {
		return false
	}
	ch, size := utf8.DecodeRuneInString(r.text[r.at:])
	switch {
	case ch == '’' || ch == 'ʼ' || ch == '‘' && r.bytes > 0:
		return r.apostrophe(size)
	case Invisible(ch):
		r.at += size
		if r.bytes == 0 {
			r.start = r.at
		}
		return true
	case Superscript(ch):
		return false
	case Sign(ch):
		if r.bytes > 0 {
			return false
		}
		for _, b := range []byte(FoldRune(ch)) {
			r.take(b, b, 0)
		}
		r.at += size
		r.end = r.at
		return false
	case !unicode.IsLetter(ch) && !unicode.IsNumber(ch) && !unicode.Is(unicode.Mn, ch) && !unicode.Is(unicode.Mc, ch):
		return false
	}
	f := FoldRune(ch)
	if like, ok := lookAlikes[f]; ok && r.mend {
		f = like
	} else if ok {
		r.alike++
	}
	if f == "" || !isASCII(f) {
		if strings.IndexFunc(f, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) }) >= 0 {
			return false
		}
		for _, b := range []byte(f) {
			r.take(b, b, 0)
		}
		r.letters++
		if f != "" {
			r.foreign++
		}
	} else {
		for i := range len(f) {
			if plain[f[i]] == 0 {
				return false // "½", "㎖/㎗": not a word
			}
		}
		for i := range len(f) {
			r.take(f[i], f[i], 0)
		}
		if unicode.IsUpper(ch) {
			r.upper++
		}
	}
	r.at += size
	r.end = r.at
	return true
}

// take adds the folded byte f, written as c over size bytes of the text.
func (r *reader) take(f, c byte, size int) {
	if r.bytes == 0 {
		r.first = c
	}
	r.hash = (r.hash ^ uint64(f)) * hashPrime
	if r.bytes++; r.bytes == StemLen {
		r.stem = r.hash
	}
	switch {
	case isDigit(f):
		r.digits++
	case f < utf8.RuneSelf:
		r.letters++
	}
	if f != c {
		r.upper++
	}
	r.last = c
	r.at += size
	r.end = r.at
}

// elided are words that an apostrophe ties to the next, which is a word of its own: "dell’acne", "qu’il".
var elided = map[string]bool{
	"qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true, // French
	"all": true, "dall": true, "dell": true, "nell": true, "sull": true, "coll": true, "un": true, "quell": true, "quest": true, // Italian
	"sant": true, "bell": true, "nessun": true, "senz": true, "anch": true, "tutt": true, "cos": true, "dov": true,
}

const longestElided = 6

// apostrophe passes over an apostrophe of size bytes inside a word. A possessive ends the word, and so does an elided
// article ("l’acide").
func (r *reader) apostrophe(size int) bool {
	rest := r.text[r.at+size:]
	if r.bytes < 2 || rest == "" || plain[rest[0]] == 0 || isDigit(rest[0]) {
		return false
	}
	if r.bytes <= longestElided && elided[strings.ToLower(r.text[r.start:r.at])] {
		return false
	}
	if plain[rest[0]] == 's' && ends(rest[1:]) {
		end := r.end
		r.at += size + 1
		r.end = end
		return false
	}
	r.at += size
	return true
}

// ends reports whether no letter or digit stands at the beginning of rest, nor behind what cannot be seen there.
func ends(rest string) bool {
	for rest != "" {
		if rest[0] < utf8.RuneSelf {
			return plain[rest[0]] == 0
		}
		ch, size := utf8.DecodeRuneInString(rest)
		if !Invisible(ch) {
			return !inWord(ch)
		}
		rest = rest[size:]
	}
	return true
}

// inWord reports whether ch, beyond ASCII, is taken into a word: a letter, a number or a mark whose folded form is no more
// than that. "½" is not, and neither is an exponent.
func inWord(ch rune) bool {
	if Superscript(ch) || Sign(ch) || !unicode.IsLetter(ch) && !unicode.IsNumber(ch) && !unicode.IsMark(ch) {
		return false
	}
	return strings.IndexFunc(FoldRune(ch), func(r rune) bool {
		return r < utf8.RuneSelf && plain[r] == 0 || r >= utf8.RuneSelf && !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
	}) < 0
}

// mark passes over brackets that an editor put around letters of a word: "[S]timulates", "(s)upports", "serum(s)".
func (r *reader) mark(open byte) bool {
	closing := byte(']')
	if open == '(' {
		closing = ')'
	}
	end := r.at + 1
	for end < len(r.text) && end-r.at <= 3 && plain[r.text[end]] != 0 && !isDigit(r.text[end]) {
		end++
	}
	n := end - r.at - 1
	if n == 0 || end >= len(r.text) || r.text[end] != closing {
		return false
	}
	inside := r.text[r.at+1 : end]
	followed := end+1 < len(r.text) && plain[r.text[end+1]] != 0
	switch {
	case r.bytes == 0 && (!followed || n > 1): // a word of its own in brackets
		return false
	case r.bytes > 0 && open == '(' && inside != "s" && inside != "es" && inside != "d" && inside != "ed":
		return false
	}
	if r.bytes == 0 {
		r.start = r.at
	}
	for i := range n {
		r.take(plain[inside[i]], inside[i], 0)
	}
	r.at = end + 1
	r.end = r.at
	return true
}

// Sign reports whether ch is written without spaces between words, so that each sign counts as a word.
func Sign(ch rune) bool {
	return 0x2E80 <= ch && ch <= 0x9FFF && !punctuation(ch) || 0xAC00 <= ch && ch <= 0xD7A3 || 0xF900 <= ch && ch <= 0xFAFF ||
		0xFF66 <= ch && ch <= 0xFF9F || 0x20000 <= ch && ch <= 0x3FFFF
}

func punctuation(ch rune) bool {
	return 0x3000 <= ch && ch <= 0x3004 || 0x3008 <= ch && ch <= 0x3020 || ch == 0x3030 || ch == 0x30FB
}

// Superscript reports whether ch is a raised digit or sign: an exponent or the mark of a footnote, never part of a word.
func Superscript(ch rune) bool {
	return ch == '¹' || ch == '²' || ch == '³' || 0x2070 <= ch && ch <= 0x207F
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
