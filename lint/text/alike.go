package text

import "strings"

// lookAlikes are letters of other scripts, folded, that a reader takes for Latin ones, and these. Only a word that has Latin
// letters too is read with them: "сlinically" with a Cyrillic с.
var lookAlikes = map[string]string{
	"а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ѐ": "e", "ё": "e", "һ": "h", "н": "h", "і": "i", "ї": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "о": "o",
	"р": "p", "ԛ": "q", "ѕ": "s", "т": "t", "у": "y", "ѵ": "v", "ԝ": "w", "х": "x", // Cyrillic
	"α": "a", "ε": "e", "η": "n", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y", // Greek
	"ѡ": "w", "ո": "n", "օ": "o", "ս": "u", "հ": "h", // and Armenian
	"ı": "i", "ɑ": "a", "ɡ": "g", "ʜ": "h", "ɴ": "n", "ᴀ": "a", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ᴋ": "k", "ʟ": "l", "ᴍ": "m", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v",
	"ᴡ": "w", "ʏ": "y", "ᴢ": "z", "ʙ": "b", "ɢ": "g", "ɪ": "i", "ᴊ": "j",
}

// disguised reports whether word, which is one word, is Latin with letters in it that only look so.
func disguised(word string) bool {
	r := reader{text: word, hash: hashStart}
	for r.at < len(word) && r.step() {
	}
	return r.disguised()
}

// compared returns word, which is one word, as words are compared: folded, and without disguise.
func compared(word string) string {
	folded := Fold(word)
	if !disguised(word) {
		return folded
	}
	var b strings.Builder
	for _, r := range folded {
		if like, ok := lookAlikes[string(r)]; ok {
			b.WriteString(like)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
