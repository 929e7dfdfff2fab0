package label

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/text"
)

// A Quantity is a number as a label states it, with what it counts in.
type Quantity struct {
	From, To int       // the words it covers, half-open, in the sentence
	Span     text.Span // in the section's text
	Kind     string    // "count", "ppm", "percent", "amount", "times" or "number"; one of rule.Kinds
	Low      float64   // the number, scaled: "20 billion" is 2e10; of a range its low end
	High     float64   // the high end of a range, else Low
	Open     bool      // "10B+", "over", "billions of": no upper end
}

// Quantities reads numbers in sentences, in the spellings of the lexicons it was made from.
type Quantities struct {
	numbers map[uint64]float64 // fifty
	scales  map[uint64]float64 // billion
	plurals map[uint64]float64 // billions
	units   map[string]string  // folded unit → kind
	times   map[uint64]bool    // words that are a multiple by themselves: twice
	ranges  map[uint64]bool    // to, and
	before  map[uint64]bool    // spf
	after   *text.Terms        // bottles sold
}

func newQuantities(lexicons []*lang.Lexicon) *Quantities {
	q := &Quantities{
		numbers: map[uint64]float64{}, scales: map[uint64]float64{}, plurals: map[uint64]float64{},
		units: map[string]string{}, times: map[uint64]bool{}, ranges: map[uint64]bool{}, before: map[uint64]bool{}, after: text.NewTerms(),
	}
	for _, lex := range englishFirst(lexicons) {
		n := &lex.Numbers
		hold(q.numbers, n.Words)
		hold(q.scales, n.Scales)
		hold(q.plurals, n.Plurals)
		for kind, units := range n.Units {
			for _, u := range units {
				q.units[text.Fold(u)] = kind
				if kind == "times" {
					q.times[text.HashWord(u)] = true
				}
			}
		}
		for _, w := range n.Ranges {
			q.ranges[text.HashWord(w)] = true
		}
		for _, w := range n.Not.Before {
			q.before[text.HashWord(w)] = true
		}
		addTerms(q.after, 0, n.Not.After)
	}
	return q
}

// englishFirst returns lexicons with the English one in front. Where two languages give a word two meanings, the first counts:
// "billion" is 10⁹ here, whatever it is in French and German, whose milliards are words of their own.
func englishFirst(lexicons []*lang.Lexicon) []*lang.Lexicon {
	sorted := slices.Clone(lexicons)
	slices.SortStableFunc(sorted, func(a, b *lang.Lexicon) int {
		switch {
		case a.Tag == "en" && b.Tag != "en":
			return -1
		case b.Tag == "en" && a.Tag != "en":
			return 1
		}
		return 0
	})
	return sorted
}

// hold adds words to those that are known, unless they are.
func hold(known map[uint64]float64, words map[string]float64) {
	for w, v := range words {
		if h := text.HashWord(w); known[h] == 0 {
			known[h] = v
		}
	}
}

// Opens reports whether w may begin a quantity. It is quick.
func (q *Quantities) Opens(w *text.Word) bool {
	if w.Is(text.Digit) {
		return true
	}
	if _, ok := q.scales[w.Hash]; ok {
		return true
	}
	if _, ok := q.plurals[w.Hash]; ok {
		return true
	}
	if _, ok := q.numbers[w.Hash]; ok {
		return true
	}
	return q.times[w.Hash]
}

// MayCount reports whether the number w, in figures, may be a count in the millions by itself: "5000000", "50B", "1×10",
// "10⁹". It is quick. A number with its scale in words ("50 billion") is known by the word.
func MayCount(t string, w *text.Word) bool {
	end := int(w.Start)
	for end < len(t) && (digit(t[end]) || t[end] == ',' || t[end] == '.') {
		end++
	}
	if end-int(w.Start) >= 6 {
		return true
	}
	if end == len(t) {
		return false
	}
	switch c := t[end]; {
	case c == ' ':
		next := t[end+1:]
		return next != "" && (next[0] >= utf8.RuneSelf || digit(next[0]) || strings.IndexByte("xX*BMT", next[0]) >= 0)
	case c == 'm' || c == 'M':
		return end+1 == len(t) || t[end+1]|0x20 != 'l' && t[end+1]|0x20 != 'g'
	default:
		return c >= utf8.RuneSelf || strings.IndexByte("bBtTkKeExX*^('-+", c) >= 0
	}
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// Find appends to found the quantities among words, which are a sentence of t.
func (q *Quantities) Find(t string, words []text.Word, found []Quantity) []Quantity {
	for i := 0; i < len(words); {
		if !q.Opens(&words[i]) {
			i++
			continue
		}
		n, ok := q.read(t, words, i)
		if !ok {
			i++
			continue
		}
		if n.Kind == "count" || n.Kind == "number" {
			n = q.guard(t, words, n)
		}
		if n.Kind != "" {
			found = append(found, n)
		}
		i = n.To
	}
	return found
}

// guard drops what a count is not: prices, batch codes, people, sales.
func (q *Quantities) guard(t string, words []text.Word, n Quantity) Quantity {
	if head := strings.TrimRight(t[:n.Span.Start], " "); head != "" {
		r, _ := utf8.DecodeLastRuneInString(head)
		if strings.ContainsRune("$€£¥₩", r) || r == '#' {
			n.Kind = ""
			return n
		}
	}
	if n.From > 0 && q.before[words[n.From-1].Hash] {
		n.Kind = ""
		return n
	}
	for i := n.To; i < len(words) && i < n.To+3; i++ {
		if len(q.after.At(t, words, i, nil)) > 0 {
			n.Kind = ""
			return n
		}
	}
	return n
}

// read reads the quantity that begins at words[i].
func (q *Quantities) read(t string, words []text.Word, i int) (Quantity, bool) {
	n := Quantity{From: i, Kind: "number"}
	p := parser{q: q, text: t, at: int(words[i].Start)}
	if words[i].Is(text.Digit) {
		if !p.figure() {
			return n, false
		}
	} else if !p.words(words[i:]) {
		return n, false
	}
	n.Low, n.High = p.value, p.value
	scaled, open := p.scaled, false
	if low, mark := p.value, p.at; p.between() && p.figure() {
		if p.scaled && !scaled && p.scale > 1 {
			low *= p.scale
		}
		scaled = scaled || p.scaled
		n.Low, n.High = low, p.value
	} else {
		p.at, p.value = mark, low
	}
	if p.take("+") {
		open = true
	}
	n.Open = open || p.plural
	kind := p.unit()
	switch {
	case kind != "":
		n.Kind = kind
	case p.glued(): // "50B21", "CD63": a code
		return n, false
	case scaled || p.plural || n.High >= 1e5:
		n.Kind = "count"
	}
	if (kind == "times") && scaled {
		n.Kind = "count"
	}
	n.Span = text.Span{Start: int(words[i].Start), End: p.at}
	if n.Span.Len() == 0 {
		return n, false // a multiple whose unit is written in another width
	}
	n.To = i + 1
	for n.To < len(words) && int(words[n.To].Start) < p.at {
		n.To++
	}
	if p.plural && n.To < len(words) && n.Kind == "number" {
		n.Kind = "count"
	}
	return n, true
}

// A parser reads the characters of one quantity.
type parser struct {
	q      *Quantities
	text   string
	at     int
	value  float64
	scale  float64 // the multiplier that was read, 1 for none
	scaled bool    // a multiplier of a million or more, or a power of ten
	plural bool    // "billions": an amount without a number
}

func (p *parser) rest() string { return p.text[p.at:] }

func (p *parser) take(s string) bool {
	if strings.HasPrefix(p.rest(), s) {
		p.at += len(s)
		return true
	}
	return false
}

// spaces returns the length of the blanks at offset i.
func (p *parser) spaces(i int) int {
	n := 0
	for i+n < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[i+n:])
		if r != ' ' && r != '\u00a0' && r != '\u202f' && r != '\u2009' && !text.Invisible(r) {
			break
		}
		n += size
	}
	return n
}

// digits returns the decimal digits at offset i, full-width ones too, and the offset behind them.
func (p *parser) digits(i int) (string, int) {
	var b strings.Builder
	for i < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[i:])
		switch {
		case '0' <= r && r <= '9':
			b.WriteRune(r)
		case '０' <= r && r <= '９':
			b.WriteRune(r - '０' + '0')
		case text.Invisible(r) && b.Len() > 0:
		default:
			return b.String(), i
		}
		i += size
	}
	return b.String(), i
}

// figure reads a number in figures with its power of ten and its multiplier.
func (p *parser) figure() bool {
	whole, at := p.digits(p.at)
	if whole == "" {
		return false
	}
	fraction := ""
	groups := 0
	for at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		next, end := p.digits(at + size)
		grouped := len(next) == 3 && len(whole) <= 3+3*groups
		switch {
		case (r == ',' || r == '.' || r == '\'' || r == '’') && next == "":
			r = 0
		case r == ',' && grouped, (r == '.' || r == '\'' || r == '’') && grouped && groups > 0, r == '.' && grouped && p.moreGroups(end):
			whole, at, groups = whole+next, end, groups+1
			continue
		case (r == '\'' || r == '’' || r == '\u00a0' || r == '\u202f' || r == '\u2009') && grouped, r == ' ' && grouped && (groups > 0 || p.moreGroups(end) || strings.HasSuffix(next, "00")):
			whole, at, groups = whole+next, end, groups+1
			continue
		case (r == '.' || r == ',') && next != "" && groups == 0:
			fraction, at = next, end
		case (r == '.') && next != "" && groups > 0:
			fraction, at = next, end
		}
		break
	}
	number := whole
	if fraction != "" {
		number += "." + fraction
	}
	v, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return false
	}
	p.at, p.value, p.scale, p.scaled = at, v, 1, false
	p.power(whole == "10" && fraction == "")
	p.multiplier()
	p.more()
	return true
}

// more adds what stands behind the scale of a number that is written in several: "1兆2,000億".
func (p *parser) more() {
	if p.scale <= 1 || p.at >= len(p.text) {
		return
	}
	next := *p
	if d, _ := next.digits(next.at); d != "" && next.figure() && next.scale > 1 && next.scale < p.scale {
		next.value, next.scale, next.scaled = next.value+p.value, p.scale, next.scaled || p.scaled
		*p = next
	}
}

// moreGroups reports whether another group of three digits stands at offset i, behind a separator.
func (p *parser) moreGroups(i int) bool {
	if i >= len(p.text) || strings.IndexByte(" .", p.text[i]) < 0 {
		return false
	}
	next, _ := p.digits(i + 1)
	return len(next) == 3
}

// power reads what makes the number before it a power of ten: "×10^9", "x 10⁹", "e9", "10(9)", a lost superscript
// "×10 7", and for a bare ten "10^10" and "10¹⁰".
func (p *parser) power(ten bool) {
	mark := p.at
	if e, ok := p.exponent(); ten && ok {
		p.value, p.scaled = math.Pow(10, e), true
		return
	}
	p.at = mark
	if r := p.rest(); len(r) > 1 && (r[0] == 'e' || r[0] == 'E') {
		i := p.at + 1
		if p.text[i] == '+' {
			i++
		}
		if e, end := p.digits(i); len(e) > 0 && len(e) <= 2 && !p.letterAt(end) {
			n, _ := strconv.ParseFloat(e, 64)
			p.at, p.value, p.scaled = end, p.value*math.Pow(10, n), true
		}
		return
	}
	i := p.at + p.spaces(p.at)
	r, size := utf8.DecodeRuneInString(p.text[min(i, len(p.text)):])
	if r != '×' && r != 'x' && r != 'X' && r != '*' && r != '·' && r != '✕' && r != '∙' {
		return
	}
	i += size
	i += p.spaces(i)
	base, end := p.digits(i)
	if base != "10" {
		return
	}
	p.at = end
	if e, ok := p.exponent(); ok {
		p.value, p.scaled = p.value*math.Pow(10, e), true
		return
	}
	// the superscript was lost: "1×10 7"
	j := end + p.spaces(end)
	if e, stop := p.digits(j); j > end && len(e) > 0 && len(e) <= 2 && !p.letterAt(stop) {
		if n, _ := strconv.ParseFloat(e, 64); n >= 3 && n <= 20 {
			p.at, p.value, p.scaled = stop, p.value*math.Pow(10, n), true
			return
		}
	}
	p.at = mark
}

func (p *parser) letterAt(i int) bool {
	return i < len(p.text) && ('a' <= p.text[i]|0x20 && p.text[i]|0x20 <= 'z')
}

// exponent reads "^9", "⁹" or "(9)".
func (p *parser) exponent() (float64, bool) {
	rest := p.rest()
	switch {
	case strings.HasPrefix(rest, "^"):
		i := p.at + 1 + p.spaces(p.at+1)
		for i < len(p.text) && strings.IndexByte("({+", p.text[i]) >= 0 {
			i++
		}
		e, end := p.digits(i)
		if e == "" || len(e) > 2 {
			return 0, false
		}
		if end < len(p.text) && (p.text[end] == ')' || p.text[end] == '}') {
			end++
		}
		p.at = end
		n, _ := strconv.ParseFloat(e, 64)
		return n, true
	case strings.HasPrefix(rest, "("):
		e, end := p.digits(p.at + 1)
		if len(e) == 0 || len(e) > 2 || end >= len(p.text) || p.text[end] != ')' {
			return 0, false
		}
		p.at = end + 1
		n, _ := strconv.ParseFloat(e, 64)
		return n, true
	}
	n, at := 0.0, p.at
	for at < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[at:])
		d := strings.IndexRune("⁰¹²³⁴⁵⁶⁷⁸⁹", r)
		if d < 0 {
			break
		}
		n = n*10 + float64(utf8.RuneCountInString("⁰¹²³⁴⁵⁶⁷⁸⁹"[:d]))
		at += size
	}
	if at == p.at || n > 30 {
		return 0, false
	}
	p.at = at
	return n, true
}

// multiplier reads a scale behind a number: " billion", "B", "-million". A single letter must touch the number, or be a
// capital.
func (p *parser) multiplier() {
	i := p.at
	if strings.HasPrefix(p.rest(), "+") { // "1+ trillion"
		i++
	}
	gap := p.spaces(i)
	i += gap
	if i < len(p.text) && p.text[i] == '-' {
		i++
		gap++
	}
	w, next, ok := text.ReadWord(p.text, i)
	if !ok || w.Is(text.Digit) {
		return
	}
	scale, ok := p.q.scales[w.Hash]
	if !ok {
		scale, ok = p.q.plurals[w.Hash]
	}
	if !ok || next-i == 1 && gap > 0 && !w.Is(text.Capital) {
		return
	}
	p.at, p.value, p.scale = int(w.End), p.value*scale, scale
	p.scaled = p.scaled || scale >= 1e6
	p.multiplier() // "2 thousand million"
}

// words reads a number in words: "fifty billion", "half a trillion", "billions". A number without a scale is none.
func (p *parser) words(words []text.Word) bool {
	value, any := 0.0, false
	for i := range words {
		w := &words[i]
		if i > 6 || i > 0 && strings.ContainsAny(p.text[words[i-1].End:w.Start], ".,;:()") {
			return false
		}
		if scale, ok := p.q.plurals[w.Hash]; ok {
			p.at, p.value, p.scaled, p.plural = int(w.End), scale, true, !any
			return scale >= 1e6
		}
		if scale, ok := p.q.scales[w.Hash]; ok && w.End-w.Start > 2 {
			if !any {
				if r, _ := utf8.DecodeRuneInString(p.text[w.Start:]); text.Sign(r) {
					return false // 조, 万: by itself a sign like any other
				}
				value = 1
			}
			value *= scale
			p.at, p.value, p.scale = int(w.End), value, scale
			if scale >= 1e6 {
				p.scaled = true
				return true
			}
			any = true
			continue
		}
		if i == 0 && p.q.times[w.Hash] {
			p.at, p.value = int(w.Start), 2
			return true
		}
		v, ok := p.q.numbers[w.Hash]
		if !ok {
			return false
		}
		if v < 1 && v > 0 && any {
			return false
		}
		if value == 0 {
			value = v
		} else if v != 1 { // "half a"
			value += v
		}
		any = true
	}
	return false
}

// between reads the sign or word between the ends of a range.
func (p *parser) between() bool {
	i := p.at + p.spaces(p.at)
	r, size := utf8.DecodeRuneInString(p.text[min(i, len(p.text)):])
	switch r {
	case '-', '–', '—', '~', '〜', '～', '‑':
		i += size
	default:
		w, next, ok := text.ReadWord(p.text, i)
		if !ok || i == p.at || !p.q.ranges[w.Hash] {
			return false
		}
		i = next
	}
	i += p.spaces(i)
	if d, _ := p.digits(i); d == "" {
		return false
	}
	p.at = i
	return true
}

// unit reads a unit behind the number and returns the kind it makes.
func (p *parser) unit() string {
	i := p.at + p.spaces(p.at)
	if i < len(p.text) && p.text[i] == '-' {
		i++
	}
	end := i
	for end < len(p.text) {
		r, size := utf8.DecodeRuneInString(p.text[end:])
		if !(r == '%' || r == '‰' || r == '°' || r == '×' || r == 'µ' || r == 'μ' || r < utf8.RuneSelf && ('a' <= r|0x20 && r|0x20 <= 'z') || r >= 0x3380 && r <= 0x33DF || r == '㏄' || r == '％') || end-i > 12 {
			break
		}
		end += size
		if r == '%' || r == '％' || r == '‰' {
			break
		}
	}
	if end == i {
		return p.sign()
	}
	unit := text.Fold(p.text[i:end])
	kind, ok := p.q.units[unit]
	if !ok {
		return ""
	}
	if kind == "times" && len(unit) == 1 && i > p.at { // "10 x": only where a word follows, not "5 x 3"
		if d, _ := p.digits(end + p.spaces(end)); d != "" {
			return ""
		}
	}
	p.at = end
	return kind
}

// sign is unit for the scripts without spaces: 배, 倍, 分間.
func (p *parser) sign() string {
	i := p.at + p.spaces(p.at)
	kind, end := "", i
	for n := 0; n < 3 && end < len(p.text); n++ {
		r, size := utf8.DecodeRuneInString(p.text[end:])
		if !text.Sign(r) {
			break
		}
		end += size
		if k, ok := p.q.units[text.Fold(p.text[i:end])]; ok {
			kind, p.at = k, end
		}
	}
	return kind
}

// glued reports whether a letter or digit touches what was read.
func (p *parser) glued() bool {
	if p.plural || p.at >= len(p.text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(p.text[p.at:])
	return r < utf8.RuneSelf && ('a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9')
}
