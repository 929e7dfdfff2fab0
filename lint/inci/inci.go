// Package inci knows ingredient lists: how they are written, which names they use, what classes of ingredients there
// are, and where a list proves the 1 % line. It does not know that labels exist.
package inci

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

// A List is an ingredient list as it was read, in the order it was written.
type List struct {
	Entries []Entry
}

// An Entry is one ingredient of a list.
type Entry struct {
	Span       text.Span // in the text that was parsed, without separators and footnote marks
	Text       string    // as written, without the share it states
	Name       string    // the INCI name it is taken for; the entry without its additions where none is known
	Known      bool      // Name is in the dictionary
	Classes    []string
	Functions  []string // nil where the entry is not known
	Selectors  []string // what a rule may find it by: "*", the folded name, "%class"; shared, not to be changed
	Percent    *float64 // by weight; nil when the list gives none
	Nano       bool
	MayContain bool   // stands behind "may contain" or "+/-"
	Block      string // Active or Inactive in the list of a drug, else ""
	Component  string // of a set, "" in the list of one product
	Position   int    // from 1
	Proof      int    // position of the entry before it that the law caps at about 1 %, 0 when there is none
	Unordered  bool   // it stands in alphabetical order, which tells no amounts
	order      int    // number of the run that it stands in: the order of two entries means something within one
}

// Has reports whether e is of the class.
func (e *Entry) Has(class string) bool {
	for _, c := range e.Classes {
		if c == class {
			return true
		}
	}
	return false
}

// BelowOne reports whether the list proves that e stands at or below about 1 %: behind an ingredient that the law caps
// there. Colourants may stand last at any level (Regulation (EC) 1223/2009, Art. 19(1)(g); 21 CFR 701.3(f)), so nothing
// is said of them.
func (e *Entry) BelowOne() bool {
	return e.Proof > 0 && !e.Has("colourant") && !e.MayContain && (e.Percent == nil || *e.Percent <= 1)
}

// Is reports whether e is found by one of selectors: "*", a folded name, or a class behind a percent sign.
func (e *Entry) Is(selectors []string) bool {
	return slices.ContainsFunc(e.Selectors, func(s string) bool { return slices.Contains(selectors, s) })
}

// Above reports whether e stands before the first entry that one of selectors finds, in a list whose order tells amounts.
func (l *List) Above(e *Entry, selectors []string) bool {
	if e.Unordered {
		return false
	}
	for i := range l.Entries {
		if o := &l.Entries[i]; o.order == e.order && o.Is(selectors) {
			return e.Position < o.Position
		}
	}
	return false
}

// Opens reports whether e is the first of its run: of the list, of a drug's block, or of a component.
func (l *List) Opens(e *Entry) bool {
	return e.Position == 1 || l.Entries[e.Position-2].order != e.order
}

// Disagrees returns the entry before e that the law of order puts behind it: the label states more than 1 % of e, and less of that
// entry, or the law caps that entry at about 1 %. It is nil when there is none, or when the order tells no amounts.
func (l *List) Disagrees(e *Entry) *Entry {
	if e.Percent == nil || *e.Percent <= 1 || e.Unordered || e.MayContain || e.Has("colourant") {
		return nil
	}
	if e.Proof > 0 {
		return &l.Entries[e.Proof-1]
	}
	for i := range l.Entries[:e.Position-1] {
		if o := &l.Entries[i]; o.order == e.order && o.Percent != nil && *o.Percent < *e.Percent {
			return o
		}
	}
	return nil
}

// Parse reads the ingredient list t. What stands around a list on a page, such as sentences about a favourite ingredient,
// legends and disclaimers, is no entry.
func (d *Dictionary) Parse(t string) List {
	r := reading{Dictionary: d, text: t}
	r.list.Entries = make([]Entry, 0, 1+strings.Count(t, ","))
	for _, region := range d.regions(t) {
		for _, span := range split(t, region) {
			r.piece(span)
		}
	}
	r.list.unorder()
	return r.list
}

// fewest is how many entries in alphabetical order are no accident.
const fewest = 6

// unorder marks the runs of entries that stand in alphabetical order.
func (l *List) unorder() {
	for from, to := 0, 0; from < len(l.Entries); from = to {
		sorted := true
		before := ""
		for to = from; to < len(l.Entries) && l.Entries[to].order == l.Entries[from].order; to++ {
			if sorted {
				name := key(l.Entries[to].Text)
				sorted, before = before <= name, name
			}
		}
		if sorted && to-from >= fewest {
			for i := from; i < to; i++ {
				l.Entries[i].Unordered, l.Entries[i].Proof = true, 0
			}
		}
	}
}

// split cuts t at its separators: commas, semicolons, bullets, bars and line breaks outside brackets, but not the comma of
// a locant ("1,2-Hexanediol") and not a line break in the middle of a name.
func split(t string, region text.Span) []text.Span {
	spans := make([]text.Span, 0, 1+strings.Count(t[region.Start:region.End], ","))
	depth, start := 0, region.Start
	t = t[:region.End]
	cut := func(end, next int) {
		if end > start {
			spans = append(spans, text.Span{Start: start, End: end})
		}
		start = next
	}
	for i := region.Start; i < len(t); i++ {
		switch c := t[i]; c {
		case '(', '[', '{':
			if depth == 0 && MayContainAt(t[i+1:min(len(t), i+20)]) >= 0 { // "Mica [+/- CI 77491, CI 77492]"
				cut(i, i+1)
				continue
			}
			if strings.IndexByte(t[i:min(len(t), i+200)], closing(c)) > 0 {
				depth++
			}
		case ')', ']', '}':
			depth = max(0, depth-1)
		case ',':
			if depth == 0 && !locant(t, start, i) {
				cut(i, i+1)
			}
		case '%': // "Octisalate 4.5%Alcohol Denat."
			if depth == 0 && i+1 < len(t) && 'A' <= t[i+1] && t[i+1] <= 'Z' {
				cut(i+1, i+1)
			}
		case ';', '|':
			if depth == 0 {
				cut(i, i+1)
			}
		case '.':
			// a full stop ends the list or an entry, but not "Alcohol Denat." or "0.5"
			if depth == 0 && (i+1 == len(t) || t[i+1] == ' ' || t[i+1] == '\n' || t[i+1] == '\r') && !abbreviated(t[start:i]) {
				cut(i, i+1)
			}
		case '\n':
			if wrapped(t, start, i) {
				continue
			}
			depth = 0
			cut(i, i+1)
		case 0xE2, 0xE3, 0xEF, 0xC2: // • 、 ， ； ·
			for _, mark := range separators {
				if depth == 0 && strings.HasPrefix(t[i:], mark) {
					cut(i, i+len(mark))
				}
			}
		}
	}
	cut(len(t), len(t))
	return spans
}

// abbreviated reports whether an entry ends in a word that keeps its full stop: "Alcohol Denat.", "Blue No. 1", "Ext. D&C
// Yellow 7".
func abbreviated(entry string) bool {
	entry = strings.TrimLeft(entry, " \r\n")
	last := strings.ToLower(entry[strings.LastIndexByte(entry, ' ')+1:])
	switch last {
	case "denat", "var", "sp", "spp", "no":
		return true
	}
	return last == "ext" && len(entry) == len(last)
}

func closing(open byte) byte {
	switch open {
	case '(':
		return ')'
	case '[':
		return ']'
	}
	return '}'
}

// separators are those beyond ASCII.
var separators = []string{"•", "●", "、", "，", "；", "・", "▪", "■", "。"}

// locant reports whether the comma at i, in the piece that begins at start, stands in a chemical name: "1,2-Hexanediol",
// "1, 2-Hexanediol", "1, 2 Hexanediol".
func locant(t string, start, i int) bool {
	if i == 0 || !digit(t[i-1]) {
		return false
	}
	j := i + 1
	if j < len(t) && t[j] == ' ' {
		j++
	}
	k := j
	for k < len(t) && digit(t[k]) {
		k++
	}
	if k == j || k == len(t) {
		return false
	}
	alone := strings.Trim(t[start:i], " \r\n0123456789") == "" // all there is so far is a number: no name is
	return t[k] == '-' || alone && (t[k] == ' ' || t[k] == ',') || j == i+1 && t[k] == ','
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// wrapped reports whether the line break at i stands inside an entry or a bracket, so that the name goes on.
func wrapped(t string, start, i int) bool {
	before := strings.TrimRight(t[start:i], " \t\r")
	if before == "" {
		return false
	}
	if strings.Count(before, "(") > strings.Count(before, ")") {
		return true
	}
	// a list with commas is cut at commas; one with an entry a line has none
	line := strings.LastIndexByte(t[:i], '\n') + 1
	if !strings.Contains(t[line:i], ",") && !strings.Contains(nextLine(t, i), ",") {
		return false
	}
	rest := strings.TrimLeft(nextLine(t, i), " \t")
	return rest != "" && !strings.HasSuffix(before, ".") && !strings.HasSuffix(before, ":")
}

func nextLine(t string, i int) string {
	rest := t[i+1:]
	if j := strings.IndexByte(rest, '\n'); j >= 0 {
		rest = rest[:j]
	}
	return rest
}

// clean takes white space, bullets, footnote marks and stray punctuation off the ends of span; ok is false when nothing
// is left that could be a name.
func clean(t string, span text.Span) (_ text.Span, ok bool) {
	for span.Start < span.End {
		r, size := rune(t[span.Start]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(t[span.Start:])
		}
		if !edge(r) {
			break
		}
		span.Start += size
	}
	for end := span.End; span.Start < span.End; end = span.End {
		r, size := rune(t[end-1]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeLastRuneInString(t[:end])
		}
		if !edge(r) || r == '.' && abbreviated(t[span.Start:end-1]) {
			break
		}
		span.End -= size
	}
	for i := span.Start; i < span.End; i++ {
		if c := t[i]; c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z' || digit(c) {
			return span, true
		}
	}
	return span, false
}

// edge reports whether r is no part of a name at its ends.
func edge(r rune) bool {
	switch r {
	case ' ', '\t', '\r', '\n', '*', '†', '‡', '•', '·', '–', '—', '-', '.', ',', ':', ';', '+', '/', '\'', '"', '\u00a0', '¹', '²', '³', '⁴':
		return true
	}
	return false
}

// MayContain reports whether a line opens the block of colourants that a shade may hold.
func MayContain(line string) bool { return MayContainAt(line) >= 0 }

// MayContainAt returns where the entries behind "may contain" or "+/-" begin in an entry, -1 when it has neither.
func MayContainAt(entry string) int {
	if entry == "" || strings.IndexByte("mMpP+[±", entry[0]) < 0 && entry[0] < utf8.RuneSelf {
		return -1
	}
	lower := strings.ToLower(entry)
	for _, mark := range []string{"may contain", "peut contenir", "+/-", "[+/-", "±"} {
		if i := strings.Index(lower, mark); i >= 0 && i < 4 {
			return i + len(mark)
		}
	}
	return -1
}

// units are what shares are stated in, and what one of them is in percent.
var units = []struct {
	sign  string
	share float64
}{{"%", 1}, {"％", 1}, {"ppm", 1e-4}, {"ppb", 1e-7}}

// share reads the share that an entry states, such as "Niacinamide 5 %", "Retinol (0.3%)" or "(800 ppm)", in percent, and where
// it stands with its brackets; nil when it states none.
func share(entry string) (percent *float64, start, end int) {
	for _, unit := range units {
		i := strings.Index(entry, unit.sign)
		if i < 0 {
			continue
		}
		number := strings.TrimRight(entry[:i], " \u00a0")
		start := len(number)
		for start > 0 && (digit(number[start-1]) || number[start-1] == '.' || number[start-1] == ',') {
			start--
		}
		figures := number[start:]
		if unit.share < 1 {
			figures = strings.ReplaceAll(figures, ",", "")
		}
		v, err := strconv.ParseFloat(strings.ReplaceAll(figures, ",", "."), 64)
		if err != nil {
			continue
		}
		v *= unit.share
		return &v, start, i + len(unit.sign)
	}
	return nil, 0, 0
}

// bare returns an entry without the share it states and what stands behind that in brackets.
func bare(entry string) string {
	percent, start, _ := share(entry)
	name := ""
	if percent != nil {
		name = strings.TrimRight(entry[:start], " \u00a0,.:-–(（[<~≥≤>")
	}
	if name == "" {
		name = entry
	}
	return strings.Join(strings.Fields(name), " ")
}
