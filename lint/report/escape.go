package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"

	"github.com/exolint/exolint/lint/text"
)

// Labels, file names and rules are written by strangers. What reaches a terminal is only what can be seen there: a
// control character shows as its picture (␛), any other that cannot be seen as its number (‹U+202E›), a byte that is no
// character as its value (‹0xFF›).

// escape returns s on one line, every character of it visible.
func escape(s string) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	for _, c := range cells(s, "␉") {
		b.WriteString(c.shown)
	}
	return b.String()
}

// oneLine escapes s and writes runs of spaces, tabs and line breaks as one space: a quote in a message may span lines.
func oneLine(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return escape(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' }), " "))
}

// plain reports whether s is ASCII without controls, as most text is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// A cell is what a terminal shows as one: a letter with its accents, a flag, an escape.
type cell struct {
	at    int    // offset of its first byte
	shown string // never holds what cannot be seen
	width int    // columns
}

// maxMarks is how many accents may be stacked on one letter. Vietnamese and pointed Hebrew need three; text that climbs
// over its neighbours uses dozens.
const maxMarks = 4

// cells returns s as a terminal shows it, with shownTab for a tab.
func cells(s, shownTab string) []cell {
	var (
		out   = make([]cell, 0, len(s))
		base  rune // the last character shown as itself, 0 when the last was escaped
		last  rune // the last character
		marks int  // accents on base
	)
	for i := 0; i < len(s); {
		if ' ' <= s[i] && s[i] <= '~' { // most of a label
			base, last, marks = rune(s[i]), rune(s[i]), 0
			out = append(out, cell{i, s[i : i+1], 1})
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		mark := unicode.Is(unicode.M, r)
		switch {
		case r == utf8.RuneError && size == 1:
			out, base = append(out, escaped(i, fmt.Sprintf("‹0x%02X›", s[i]))), 0
		case r == '\t':
			out, base = append(out, escaped(i, shownTab)), 0
		case base != 0 && picks(base, last, r, s[i+size:]):
			// Terminals disagree about the width of a picture that is joined or styled; without the joiner all agree.
		case hidden(r), mark && (base == 0 || marks == maxMarks):
			out, base = append(out, escaped(i, name(r))), 0
		case base != 0 && joins(out[len(out)-1], base, r):
			out[len(out)-1].shown += string(r)
			base = r
			if regional(r) { // two halves of a flag are one column each alone, two together
				out[len(out)-1].width = 2
			}
		case mark && terminal.RuneWidth(r) == 0:
			out[len(out)-1].shown += string(r)
			marks++
		default:
			out = append(out, cell{i, s[i : i+size], terminal.RuneWidth(r)})
			base, marks = r, 0
		}
		last = r
		i += size
	}
	return out
}

// terminal measures characters. Its settings are fixed, since the locale must not change a report.
var terminal = &runewidth.Condition{StrictEmojiNeutral: true}

func escaped(at int, shown string) cell { return cell{at, shown, utf8.RuneCountInString(shown)} }

// columns returns how many columns a terminal needs for s, which has been escaped.
func columns(s string) int {
	if plain(s) {
		return len(s)
	}
	return total(cells(s, "␉"))
}

func total(all []cell) int {
	n := 0
	for _, c := range all {
		n += c.width
	}
	return n
}

// hidden reports whether r must not reach a terminal: controls, direction marks, fillers, private and unassigned ones. An
// accent is not hidden, though text.Invisible, which is about comparing words, counts it.
func hidden(r rune) bool {
	accent := r < 0x0590 && r != '\u034F' && unicode.Is(unicode.Mn, r)
	return !unicode.IsGraphic(r) || r == '\u2800' || text.Invisible(r) && !accent
}

// name writes a hidden character so that it can be seen.
func name(r rune) string {
	switch {
	case r < ' ':
		return string('␀' + r)
	case r == 0x7F:
		return "␡"
	}
	return fmt.Sprintf("‹U+%04X›", r)
}

// picks reports whether r only picks the look of the symbol before it: one style selector after a symbol, the selector of a
// keycap, or a joiner between two pictures.
func picks(base, last, r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '\uFE0E', '\uFE0F':
		keycap := next == '\u20E3' && strings.ContainsRune("0123456789#*", base)
		return last == base && (keycap || unicode.IsSymbol(base) || strings.ContainsRune("‼⁉〰", base))
	case '\u200D':
		return (last == base || last == '\uFE0F') && picture(base) && picture(next)
	}
	return false
}

// joins reports whether r, which has a width of its own, shares the cell before it: a skin tone, the second half of a flag,
// a vowel or final of a Korean syllable written in parts.
func joins(before cell, base, r rune) bool {
	switch {
	case tone(r):
		return picture(base) && !tone(base)
	case regional(r):
		return regional(base) && before.shown == string(base)
	}
	return jamo(r) && !lead(r) && (jamo(base) || unicode.Is(unicode.Hangul, base))
}

func picture(r rune) bool  { return unicode.Is(unicode.So, r) || tone(r) }
func tone(r rune) bool     { return 0x1F3FB <= r && r <= 0x1F3FF }
func regional(r rune) bool { return 0x1F1E6 <= r && r <= 0x1F1FF }
func jamo(r rune) bool     { return 0x1100 <= r && r <= 0x11FF || 0xD7B0 <= r && r <= 0xD7FF }
func lead(r rune) bool     { return 0x1100 <= r && r <= 0x115F }
