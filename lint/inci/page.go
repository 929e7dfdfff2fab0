package inci

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

// A reading is a list while it is read.
type reading struct {
	*Dictionary
	text string
	list List
	may  bool // behind "may contain"

	block     string // of the entries that follow
	component string
	title     string // that stands before the piece that is read
	order     int    // number of the run of entries whose order means something
	proof     int    // position of the entry of the run that proves the 1 % line
}

// headings open an ingredient list on packs, in the languages of the markets. They are compared folded, before a colon.
var headings = []string{
	"ingredients", "ingredient", "ingredients inci", "inci", "full ingredients", "full ingredient list", "ingredients list", "all ingredients", "complete ingredients",
	"inactive ingredients", "inactive ingredient", "other ingredients", "active ingredients", "active ingredient", "composition", "composition inci",
	"ingrédients", "liste des ingrédients", "inhaltsstoffe", "bestandteile", "zusammensetzung", "ingredientes", "composición", "ingredienti", "composizione",
	"composição", "전성분", "모든 성분", "성분", "全成分", "成分", "配合成分", "产品成分", "主要成分",
}

// blocks are the headings that say of the entries behind them what they are; the others open a list of everything.
var blocks = map[string]string{
	"activeingredients": Active, "activeingredient": Active, "wirkstoffe": Active, "principesactifs": Active, "ingredientesactivos": Active, "principiattivi": Active,
	"inactiveingredients": Inactive, "inactiveingredient": Inactive, "otheringredients": Inactive,
}

// Blocks of a list.
const (
	Active   = "active"   // the active ingredients of a drug
	Inactive = "inactive" // its other ingredients
)

// regions returns the parts of t that may be list: all of it, or, where a heading of an ingredient list opens a line of a
// longer text, from there to the next heading.
func (d *Dictionary) regions(t string) []text.Span {
	whole := []text.Span{{Start: d.begin(t), End: len(t)}}
	if !strings.ContainsAny(t, ":：") || !strings.Contains(t, "\n") {
		return whole
	}
	var found []text.Span
	open := -1
	for at := 0; at < len(t); {
		end := at + strings.IndexByte(t[at:]+"\n", '\n')
		if colon := titled(t[at:end]); colon > 0 {
			if open >= 0 {
				found = append(found, text.Span{Start: open, End: at})
				open = -1
			}
			if isHeading(t[at : at+colon]) {
				open = at
			}
		}
		at = end + 1
	}
	if open >= 0 {
		found = append(found, text.Span{Start: open, End: len(t)})
	}
	if found == nil {
		return whole
	}
	return found
}

// begin returns where the list of a text begins that opens with something else: sentences about favourite ingredients, one
// after the other or one a line. It is 0 when the text begins as a list, or when no list is found.
func (d *Dictionary) begin(t string) int {
	if d.opens(t) {
		return 0
	}
	for i := 0; i+1 < min(len(t), latest); i++ {
		switch {
		case t[i] == '\n' || t[i] == '.' && (t[i+1] == ' ' || 'A' <= t[i+1] && t[i+1] <= 'Z'):
		default:
			continue
		}
		if rest := strings.TrimLeft(t[i+1:], " \r\n\t"); rest != "" && d.opens(rest) {
			return len(t) - len(rest)
		}
	}
	return 0
}

const (
	openers      = 5    // pieces that tell whether a list begins
	knownOpeners = 3    // of them, how many must be ingredients
	longestOpen  = 600  // bytes that they are looked for in
	latest       = 8000 // bytes of other text that may stand before a list
)

// opens reports whether t begins with a list: most of its first pieces are ingredients.
func (d *Dictionary) opens(t string) bool {
	head := t
	if len(head) > longestOpen {
		head = head[:longestOpen]
	}
	if comma := strings.IndexAny(head, ",;•\n、，"); comma < 0 {
		return d.find(strings.TrimSpace(head)) != nil
	} else if comma > 120 {
		return false // prose, most likely
	}
	known, pieces := 0, 0
	for _, span := range split(head, text.Span{End: len(head)}) {
		if span.End == len(head) && len(head) < len(t) {
			break // cut off
		}
		r := reading{Dictionary: d, text: head}
		span, ok := clean(head, span)
		if ok {
			span, ok = r.untitled(span)
		}
		if !ok {
			continue
		}
		if d.find(head[span.Start:span.End]) != nil {
			known++
		} else if pieces == 0 && prose(head[span.Start:span.End]) {
			return false
		}
		if pieces++; pieces == openers {
			break
		}
	}
	return known >= knownOpeners || known > 0 && known*3 >= pieces*2
}

// titled returns where the colon of a line's title stands, 0 when it has none: a title is short and names no ingredient.
func titled(line string) int {
	i := strings.IndexAny(line, ":：")
	if i <= 0 || i > 60 || strings.ContainsAny(line[:i], ",，、") {
		return 0
	}
	return i
}

// isHeading reports whether title opens an ingredient list.
func isHeading(title string) bool { return title != "" && headingKeys()[key(title)] }

var headingKeys = sync.OnceValue(func() map[string]bool {
	keys := map[string]bool{}
	for _, h := range headings {
		keys[key(h)] = true
	}
	return keys
})

// piece reads what stands between two separators.
func (r *reading) piece(span text.Span) {
	marked := strings.HasPrefix(strings.TrimLeft(r.text[span.Start:span.End], " \t\r\n"), "*")
	span, ok := clean(r.text, span)
	if !ok {
		return
	}
	if at := MayContainAt(r.text[span.Start:span.End]); at >= 0 {
		r.may = true
		if span, ok = clean(r.text, text.Span{Start: span.Start + at, End: span.End}); !ok {
			return
		}
	}
	whole := span
	if span, ok = r.entitled(span); !ok {
		return
	}
	if r.known(span) || r.divided(span) {
		return
	}
	if r.sentences(span) || r.joined(span) || r.unseparated(span) {
		return
	}
	if marked && legend(r.text[span.Start:span.End]) || prose(r.text[span.Start:span.End]) || r.praised(whole, span) {
		return
	}
	if _, start, _ := share(r.text[span.Start:span.End]); strings.Trim(r.text[span.Start:span.Start+start], " (（") == "" && start > 0 {
		return // a share alone: "(4,000 ppb)"
	}
	r.add(span, nil)
}

// entitled takes the title off a piece and begins what it opens.
func (r *reading) entitled(span text.Span) (_ text.Span, ok bool) {
	r.title = ""
	span, ok = r.untitled(span)
	if r.title != "" && (!ok || isHeading(r.title) || r.find(r.text[span.Start:span.End]) != nil) {
		r.opened()
	}
	return span, ok
}

// opened begins what the title before the piece opens: a block of a drug's ingredients, or the list of a set's component.
func (r *reading) opened() {
	title := strings.Trim(r.title, " \t\r\n:：;[]【】*-–•")
	block, component := blocks[key(title)], r.component
	bracketed := strings.HasPrefix(r.title, "[") || strings.HasPrefix(r.title, "【")
	switch {
	case title != "" && !isHeading(title) && (bracketed || r.find(title) == nil) && !prose(title):
		block, component = "", title
	case block == "":
		component = ""
	}
	if block != r.block || component != r.component {
		r.block, r.component, r.may = block, component, false
		r.order++
		r.proof = 0
	}
}

// divided reads the second half of a name that a separator too many divides, "Camellia, Sinensis Leaf Extract", and mends the
// entry before.
func (r *reading) divided(span text.Span) bool {
	n := len(r.list.Entries) - 1
	if n < 0 {
		return false
	}
	e := &r.list.Entries[n]
	if span.Start-e.Span.End > 4 {
		return false
	}
	both := text.Span{Start: e.Span.Start, End: span.End}
	ing := r.find(r.text[both.Start:both.End])
	if ing == nil {
		return false
	}
	r.list.Entries = r.list.Entries[:n]
	r.add(both, ing)
	return true
}

// praised reports whether the words in span stand behind the name of an ingredient and a colon, "Vitamin E: Refreshes and
// revives", or in an item of a list, "- Benzoin and Myrrh: Set make-up".
func (r *reading) praised(whole, span text.Span) bool {
	if whole == span {
		return false
	}
	title, ok := clean(r.text, text.Span{Start: whole.Start, End: span.Start})
	if !ok {
		return false
	}
	before := strings.TrimRight(r.text[:whole.Start], " ")
	return strings.HasSuffix(before, "-") || strings.HasSuffix(before, "•") || r.find(r.text[title.Start:title.End]) != nil
}

// untitled takes a heading off a piece, "Ingredients: Aqua", and the name of a part in square brackets, "[Serum] Aqua".
func (r *reading) untitled(span text.Span) (text.Span, bool) {
	for {
		s := r.text[span.Start:span.End]
		cut := 0
		if i := strings.IndexAny(s, ":：;"); i > 0 && i < 60 {
			_, size := utf8.DecodeRuneInString(s[i:])
			cut = i + size
		} else if s[0] == '[' || strings.HasPrefix(s, "【") {
			if i := strings.IndexAny(s, "]】"); i > 0 && i < len(s)-3 {
				_, size := utf8.DecodeRuneInString(s[i:])
				cut = i + size
			}
		}
		for _, h := range []string{"全成分", "전성분"} { // "全成分WATER"
			if cut == 0 && strings.HasPrefix(s, h) && len(s) > len(h) {
				cut = len(h)
			}
		}
		if cut == 0 || r.Lookup(s) != nil {
			return span, true
		}
		r.title = s[:cut]
		rest, ok := clean(r.text, text.Span{Start: span.Start + cut, End: span.End})
		if !ok {
			return span, !isHeading(r.title) && r.Lookup(s) != nil
		}
		span = rest
	}
}

// known adds the entry in span when the dictionary has it, whole, without its additions, or in one of its languages.
func (r *reading) known(span text.Span) bool {
	entry := r.text[span.Start:span.End]
	if ing := r.find(entry); ing != nil {
		r.add(span, ing)
		return true
	}
	return false
}

// find returns the ingredient that an entry names.
func (d *Dictionary) find(entry string) *Ingredient {
	if ing := d.Lookup(entry); ing != nil {
		return ing
	}
	for _, c := range candidates(entry) {
		if ing := d.Lookup(c); ing != nil {
			return ing
		}
	}
	return nil
}

// add adds an entry; ing is nil where the dictionary has none.
func (r *reading) add(span text.Span, ing *Ingredient) {
	e := Entry{Span: span, Text: r.text[span.Start:span.End], MayContain: r.may, Position: len(r.list.Entries) + 1, Block: r.block, Component: r.component, order: r.order, Proof: r.proof}
	identify(&e, ing)
	if r.proof == 0 && e.Has("one-percent") && !r.may && (e.Percent == nil || *e.Percent <= 1) && e.Position > 1 && e.Block != Active {
		r.proof = e.Position
	}
	r.list.Entries = append(r.list.Entries, e)
}

// sentences reads a piece in which sentences stand: "… for even-toned skin. Aqua/Water/Eau", "Water. Glycerin. Squalane". What
// is an ingredient is an entry, the rest is prose.
func (r *reading) sentences(span text.Span) bool {
	s := r.text[span.Start:span.End]
	if !strings.Contains(s, ". ") && !strings.Contains(s, ".\n") && !strings.Contains(s, "\n") && !strings.Contains(s, ".-") && !strings.Contains(s, ": ") {
		return false
	}
	var parts []text.Span
	start := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '\n' || (s[i] == '.' || s[i] == ':' || s[i] == '!') && (s[i+1] == ' ' || s[i+1] == '\n' || s[i+1] == '-') {
			parts = append(parts, text.Span{Start: span.Start + start, End: span.Start + i})
			start = i + 1
		}
	}
	parts = append(parts, text.Span{Start: span.Start + start, End: span.End})
	before := len(r.list.Entries)
	for _, p := range parts {
		p, ok := clean(r.text, p)
		if ok {
			p, ok = r.entitled(p)
		}
		if ok && !r.known(p) && !r.joined(p) {
			r.unseparated(p)
		}
	}
	if len(r.list.Entries) > before {
		return true
	}
	return prose(s)
}

// joined reads "A and B", "A (and) B", "A & B", "A + B" when all are ingredients.
func (r *reading) joined(span text.Span) bool {
	s := r.text[span.Start:span.End]
	for _, word := range []string{" (and) ", " and ", " & ", " + ", " et ", " und ", " e ", " y ", " / ", "\\"} {
		if !strings.Contains(s, word) {
			continue
		}
		var parts []text.Span
		at := 0
		for piece := range strings.SplitSeq(s, word) {
			p, ok := clean(r.text, text.Span{Start: span.Start + at, End: span.Start + at + len(piece)})
			if !ok || r.find(r.text[p.Start:p.End]) == nil {
				parts = nil
				break
			}
			parts = append(parts, p)
			at += len(piece) + len(word)
		}
		for _, p := range parts {
			r.known(p)
		}
		if parts != nil {
			return true
		}
	}
	return false
}

// mostWords is how many words of a piece are tried to be read as names that no separator parts.
const mostWords = 24

// unseparated reads "Xanthan Gum Glycerin": names known to the dictionary, one behind the other, that cover all words. Of
// the ways to read it the one with the longest names first is taken.
func (r *reading) unseparated(span text.Span) bool {
	s := r.text[span.Start:span.End]
	var words []text.Span
	for i := 0; i < len(s); {
		for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\r' || s[i] == '\t') {
			i++
		}
		start := i
		for i < len(s) && s[i] != ' ' && s[i] != '\n' && s[i] != '\r' && s[i] != '\t' {
			i++
		}
		if i > start {
			words = append(words, text.Span{Start: span.Start + start, End: span.Start + i})
		}
	}
	if len(words) < 2 || len(words) > mostWords {
		return false
	}
	dead := make([]bool, len(words)+1)
	var names []text.Span
	var try func(from int) bool
	try = func(from int) bool {
		if from == len(words) {
			return true
		}
		if dead[from] {
			return false
		}
		for to := min(len(words), from+8); to > from; to-- {
			name := text.Span{Start: words[from].Start, End: words[to-1].End}
			if to-from < len(words) && r.Lookup(strings.Trim(r.text[name.Start:name.End], ".*")) != nil {
				names = append(names, name)
				if try(to) {
					return true
				}
				names = names[:len(names)-1]
			}
		}
		dead[from] = true
		return false
	}
	if !try(0) {
		return false
	}
	for _, name := range names {
		if name, ok := clean(r.text, name); ok {
			r.known(name)
		}
	}
	return true
}

// legends are words of the notes that the marks of a list point to.
var legends = []string{"certified", "organic", "origin", "natural", "biologi", "agricult", "essential oil", "fair trade", "ecocert", "sustainab", "farming", "plant-derived", "blend", "ingrediente", "derived"}

// legend reports whether s, which begins with a mark, explains the mark.
func legend(s string) bool {
	folded := text.Fold(s)
	for _, w := range legends {
		if strings.Contains(folded, w) {
			return true
		}
	}
	return false
}

// said are words that sentences have and ingredients do not.
var said = map[string]bool{
	"the": true, "that": true, "your": true, "our": true, "is": true, "are": true, "may": true, "please": true, "which": true, "this": true, "these": true, "helps": true, "help": true,
	"skin": true, "for": true, "to": true, "it": true, "its": true, "has": true, "have": true, "while": true, "they": true, "their": true, "you": true, "we": true, "was": true,
	"be": true, "been": true, "will": true, "can": true, "known": true, "used": true, "using": true, "into": true, "than": true, "when": true, "moisturizes": true, "moisturises": true,
	"hydrates": true, "soothes": true, "soothe": true, "hydrate": true, "moisturize": true, "nourishes": true, "nourish": true, "protects": true, "smooths": true, "softens": true,
	"reduces": true, "reduce": true, "improves": true, "improve": true, "brightens": true, "brighten": true, "firms": true, "firmer": true, "calms": true, "conditions": true,
	"cleanses": true, "provides": true, "provide": true, "contains": true, "contain": true, "delivers": true, "rich": true, "promotes": true, "boosts": true, "supports": true,
	"appearance": true, "wrinkles": true, "lines": true, "pores": true, "look": true, "feel": true, "formulated": true, "without": true, "free": true, "product": true,
	"list": true, "lists": true, "package": true, "refer": true, "aware": true, "change": true, "vary": true, "from": true, "certified": true, "made": true, "proven": true,
	"antioxidant-rich": true, "powerful": true, "healthy": true, "radiant": true, "soft": true, "smooth": true, "gentle": true, "gently": true, "exfoliates": true, "restores": true,
}

// prose reports whether s, which the dictionary does not know, is words about ingredients and none itself.
func prose(s string) bool {
	words := strings.Fields(text.Fold(s))
	if len(words) == 0 || words[0] == "and" || words[0] == "or" || words[0] == "plus" {
		return true
	}
	if len(words) > 14 && !strings.ContainsAny(s, "([") {
		return true
	}
	hits := 0
	for _, w := range words {
		if said[strings.Trim(w, ".,:;!?*()\"'")] {
			hits++
		}
	}
	return hits >= 2 || hits == 1 && (len(words) <= 3 || len(words) >= 6)
}
