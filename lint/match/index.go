// Package match finds every place where a rule's condition holds, all rules in one pass over the words. Whether a place
// is excused is for judge to say.
package match

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/lint/text"
)

// An Index finds phrases. It is built by a Builder and shared by all goroutines.
//
// The words and lists of phrases are sets of terms. Every phrase has an anchor, the set that copy holds least often: the
// disease, not the verb. Finding is three sieves, each finer and dearer than the one before: a sentence must hold the
// anchor of a phrase; then the other telling sets of that phrase ("of" tells nothing), first as a guess from a sketch of the
// words around; then all of its sets, in order and near enough. So the cost does not grow with the number of rules, and most sentences cost a look at their words.
type Index struct {
	plan
	anchors  *text.Terms    // of the sets that are the anchor of a phrase
	telling  *text.Terms    // of the sets that copy is not full of
	terms    *text.Terms    // of all sets
	sketches *text.Sketches // of the telling sets, and of the opener
}

// A plan is what an index knows of its phrases, whatever text it is for.
type plan struct {
	needs      [][]need         // anchor → the phrases that it is the anchor of
	marks      []Trace          // anchor → a trace of it, if all its phrases stood there
	reach      []int            // anchor → how far the farthest of its phrases reaches
	sketch     []text.Sketch    // set → its bit
	chains     [][]chain        // first set → phrases that begin with it
	kinds      map[string]int32 // kind of quantity → its set
	flat       bool             // every phrase is one set, and none a quantity
	numeric    []int32          // sets of quantities that are the anchor of a phrase
	numbers    bool             // one of them is another kind than a count: any number may be it
	quantity   []bool           // set → it is a kind of quantity
	quantities *label.Quantities
}

// A need is what a sentence must hold, besides the anchor, to hold a phrase.
type need struct {
	others []int32     // the phrase's other telling sets
	sketch text.Sketch // of others
	reach  int         // how many words from its anchor the phrase reaches
	wants  Gates       // the phrase counts only where one of these is open
	opens  Gates       // which the phrase opens
}

// Gates are conditions on the whole label, a bit each: words that a rule needs somewhere on it. Where no words open them, the
// rule's phrases are not looked for. See Builder.Gate.
type Gates uint64

// Free is the gate that is always open.
const Free Gates = 1

// opener is the set of the words without which a number in words is no quantity: "billion", "twice".
const opener = 0

// A chain is a phrase after its first part.
type chain struct {
	phrase int32
	rest   []link
}

type link struct {
	set int32
	gap int32
}

// A Found says that a phrase stands on words From up to To of a sentence, not including To.
type Found struct {
	Phrase   int
	From, To int
}

// Memory is what one goroutine reuses from sentence to sentence.
type Memory struct {
	words      []text.Word
	traces     Traces
	sketches   []text.Sketch // of words, as many as were asked for
	hits       []text.Hit
	telling    []text.Hit
	absent     []int32 // sets that are not near
	quantities []label.Quantity
	found      []Found
	numbers    bool // the sentence may hold a quantity
}

// A Builder collects phrases, and then makes indexes for them.
type Builder struct {
	words      *Words
	quantities *label.Quantities
	names      map[string]int32 // what a set holds, as text → its number
	parts      []rule.Part      // by number of the set
	chains     [][]chain
	added      int       // phrases that Find reports
	sieved     [][]int32 // of each phrase, its sets
	gaps       []int     // of each phrase, how many words may stand between its parts
	keys       []need    // of each phrase, its gates
	gates      []string  // the phrases that open each gate, as text
	problems   []error
}

// NewBuilder returns a builder for phrases that use words.
func NewBuilder(words *Words, quantities *label.Quantities) *Builder {
	b := &Builder{words: words, quantities: quantities, names: map[string]int32{}, gates: []string{"free"}}
	b.set("openers", &rule.Part{})
	return b
}

// set returns the number of the set called name, which part asks for.
func (b *Builder) set(name string, part *rule.Part) int32 {
	n, ok := b.names[name]
	if !ok {
		n = int32(len(b.parts))
		b.names[name] = n
		b.parts = append(b.parts, *part)
		b.chains = append(b.chains, nil)
	}
	return n
}

// Gate returns the gate that any of phrases opens, wherever on the label it stands. There is room for some sixty; beyond
// that the gate is free.
func (b *Builder) Gate(place string, phrases []string) Gates {
	text := strings.Join(phrases, "\n")
	n := slices.Index(b.gates, text)
	if n < 0 {
		if n = len(b.gates); n == 64 {
			return Free
		}
		b.gates = append(b.gates, text)
		for _, phrase := range phrases {
			p, sets, ok := b.parse(place, phrase)
			b.keep(p, sets, need{opens: 1 << n}, ok)
		}
	}
	return 1 << n
}

// keep adds a phrase to those that are sieved for.
func (b *Builder) keep(p rule.Phrase, sets []int32, key need, ok bool) {
	if ok {
		gaps := 0
		for i := range p.Parts {
			gaps += p.Parts[i].Gap
		}
		b.gaps = append(b.gaps, gaps)
		b.sieved = append(b.sieved, sets)
		b.keys = append(b.keys, key)
	}
}

// Add adds a phrase that counts where gate is open, and returns its number, counted from 0 in the order of the calls. What
// is wrong with it is reported by Err, with place in front.
func (b *Builder) Add(place, phrase string, gate Gates) int {
	n := b.added
	b.added++
	p, sets, ok := b.parse(place, phrase)
	if b.keep(p, sets, need{wants: gate}, ok); ok {
		b.order(int32(n), p.Parts, sets)
	}
	return n
}

func (b *Builder) parse(place, phrase string) (p rule.Phrase, sets []int32, ok bool) {
	p, err := rule.ParsePhrase(phrase)
	if err != nil {
		b.problems = append(b.problems, fmt.Errorf("%s: in the phrase %q: %w", place, phrase, err))
		return p, nil, false
	}
	sets = make([]int32, len(p.Parts))
	for i := range p.Parts {
		switch part := &p.Parts[i]; {
		case part.Kind != "":
			sets[i] = b.set("#"+part.Kind, part)
		case part.List != "":
			sets[i] = b.set("@"+part.List, part)
			if !b.words.Has(part.List) {
				b.problems = append(b.problems, fmt.Errorf("%s: %s", place, b.words.missing(part.List)))
			}
		default:
			sets[i] = b.set(part.Text, part)
		}
	}
	return p, sets, true
}

// order adds the phrase in every order that its gaps allow.
func (b *Builder) order(phrase int32, parts []rule.Part, sets []int32) {
	for i := 1; i < len(parts); i++ {
		if !parts[i].Either {
			continue
		}
		// what stands before the gap and what stands behind it change places
		parts = slices.Clone(parts)
		parts[i].Either = false
		b.order(phrase, parts, sets)
		swapped := append(slices.Clone(parts[i:]), parts[:i]...)
		swapped[len(parts)-i].Gap = parts[i].Gap
		swapped[0].Gap = 0
		b.order(phrase, swapped, append(slices.Clone(sets[i:]), sets[:i]...))
		return
	}
	c := chain{phrase: phrase}
	for i := 1; i < len(parts); i++ {
		c.rest = append(c.rest, link{sets[i], int32(parts[i].Gap)})
	}
	b.chains[sets[0]] = append(b.chains[sets[0]], c)
}

// Err returns every problem of every phrase.
func (b *Builder) Err() error { return errors.Join(b.problems...) }

// Index returns an index for the texts that stock is for.
func (b *Builder) Index(stock *Stock) *Index {
	sets := make([]*wordSet, len(b.parts))
	for i := range b.parts {
		sets[i] = stock.set(&b.parts[i])
	}
	sets[opener] = stock.openers()
	x := &Index{plan: b.plan(sets), anchors: text.NewTerms(), telling: text.NewTerms(), terms: text.NewTerms(), sketches: &text.Sketches{}}
	for n, s := range sets {
		set := int32(n)
		anchor := (x.marks[set] != Trace{}) && !s.number || set == opener && len(x.numeric) > 0
		for _, term := range s.terms {
			if anchor {
				x.anchors.Add(set, term)
			}
			if x.flat {
				continue
			}
			if s.often < full || set == opener {
				x.telling.Add(set, term)
				x.sketches.Add(term, x.sketch[n])
			}
			x.terms.Add(set, term)
		}
	}
	return x
}

// plan works out how the phrases are found, given what their sets hold.
func (b *Builder) plan(sets []*wordSet) plan {
	p := plan{
		quantities: b.quantities, chains: b.chains, kinds: map[string]int32{}, flat: true,
		needs: make([][]need, len(sets)), marks: make([]Trace, len(sets)), quantity: make([]bool, len(sets)),
		reach: make([]int, len(sets)),
	}
	for n := range sets {
		if kind := b.parts[n].Kind; kind != "" {
			p.kinds[kind] = int32(n)
			p.quantity[n] = true
		}
	}
	anchor := func(of []int32) int32 {
		return slices.MinFunc(of, func(x, y int32) int { return sets[x].often - sets[y].often })
	}
	for i, of := range b.sieved {
		p.flat = p.flat && len(of) == 1 && !sets[of[0]].number
		rarest := anchor(of)
		key := b.keys[i]
		for _, set := range of {
			if s := sets[set]; set != rarest && (s.number || s.often < full) && !slices.Contains(key.others, set) {
				key.others = append(key.others, set)
			}
		}
		key.reach = b.gaps[i]
		for _, set := range of {
			key.reach += max(1, sets[set].longest)
		}
		p.reach[rarest] = max(p.reach[rarest], key.reach)
		slices.SortFunc(key.others, func(a, b int32) int { return cmp.Or(sets[a].often-sets[b].often, int(a-b)) })
		p.needs[rarest] = insert(p.needs[rarest], key)
		p.marks[rarest].add(Trace{Wants: key.wants, Opens: key.opens})
	}
	for n, s := range sets {
		if s.number && p.needs[n] != nil {
			p.numeric = append(p.numeric, int32(n))
			p.numbers = p.numbers || b.parts[n].Kind != "count"
		}
	}
	for _, n := range p.numeric {
		p.reach[opener] = max(p.reach[opener], p.reach[n])
	}
	p.sketches()
	return p
}

// insert adds a need to those of its anchor: once, and the farthest-reaching first.
func insert(needs []need, n need) []need {
	for i := range needs {
		if o := &needs[i]; o.wants == n.wants && o.opens == n.opens && slices.Equal(o.others, n.others) {
			n.reach = max(n.reach, o.reach)
			needs = slices.Delete(needs, i, i+1)
			break
		}
	}
	at := 0
	for at < len(needs) && needs[at].reach >= n.reach {
		at++
	}
	return slices.Insert(needs, at, n)
}

// sketches gives every telling set a bit, those that most phrases need one for themselves, and the quantities that of the
// opener.
func (p *plan) sketches() {
	p.sketch = make([]text.Sketch, len(p.needs))
	p.sketch[opener].Set(0)
	count := make([]int, len(p.needs))
	var asked []int32
	for _, needs := range p.needs {
		for i := range needs {
			for _, set := range needs[i].others {
				if count[set]++; count[set] == 1 && !p.quantity[set] {
					asked = append(asked, set)
				}
			}
		}
	}
	slices.SortStableFunc(asked, func(a, b int32) int { return count[b] - count[a] })
	const shared = 28 // bits of several sets
	for i, set := range asked {
		bit := 1 + i
		if own := text.SketchBits - shared; bit >= own {
			bit = own + (bit-own)%shared
		}
		p.sketch[set].Set(bit)
	}
	for a := range p.needs {
		for i := range p.needs[a] {
			n := &p.needs[a][i]
			for _, set := range n.others {
				if p.quantity[set] {
					set = opener
				}
				n.sketch.Add(p.sketch[set])
			}
		}
	}
}

// A Trace is a place in a text where the anchor of a phrase stands: what must be looked at, and nothing else need be.
type Trace struct {
	At    int   // offset in the text
	Wants Gates // of the phrases: one must be open
	Opens Gates // which the phrases may open
	Look  bool  // it is a number, whose sentence is always worth a look
}

// add adds what o says to t.
func (t *Trace) add(o Trace) {
	t.Wants, t.Opens, t.Look = t.Wants|o.Wants, t.Opens|o.Opens, t.Look || o.Look
}

// ahead is how many words are read beyond the one that is looked at, and kept behind it: more than any term has and nearly any
// phrase.
const ahead = 48

// Scan appends to traces where in t anchors stand, in order, and reports whether t holds a word at all. Text without a
// trace holds no phrase.
func (x *Index) Scan(t string, m *Memory, traces []Trace) (_ []Trace, any bool) {
	const room = 1024
	if cap(m.words) < room {
		m.words = make([]text.Word, room)
	}
	words := m.words[:room]
	have, from := 0, 0 // words read; the first that was not looked at
	for at := 0; at < len(t) || from < have; {
		for have < room && at < len(t) {
			if text.Between(t[at]) {
				at++
				continue
			}
			w := &words[have]
			next, ok := text.ReadPlain(t, at, w)
			if !ok {
				if *w, next, ok = text.ReadWord(t, at); !ok {
					at = next
					continue
				}
			}
			have++
			at = next
		}
		any = any || have > 0
		until := have
		if at < len(t) {
			until = have - ahead
		}
		m.sketches = m.sketches[:0]
		for ; from < until; from++ {
			w := &words[from]
			number := x.number(t, w)
			if !number && !x.anchors.May(w) {
				continue
			}
			m.hits = x.anchors.At(t, words[:have], from, m.hits[:0])
			trace := Trace{At: int(w.Start), Look: number}
			for _, h := range m.hits {
				number = number || h.Set == opener
				x.guess(t, &trace, h.Set, words[:have], from, m)
			}
			if number {
				for _, set := range x.numeric {
					x.guess(t, &trace, set, words[:have], from, m)
				}
			}
			if trace.Wants|trace.Opens != 0 {
				traces = append(traces, trace)
			}
		}
		// keep some words before the next, for terms whose anchor is not their first word
		keep := max(0, from-ahead)
		copy(words, words[keep:have])
		have, from = have-keep, from-keep
	}
	return traces, any
}

// guess adds to trace what the phrases say whose anchor stands on words[at], as far as the words around may hold them.
func (x *Index) guess(t string, trace *Trace, anchor int32, words []text.Word, at int, m *Memory) {
	mark := &x.marks[anchor]
	if mark.Wants&^trace.Wants|mark.Opens&^trace.Opens == 0 {
		return
	}
	reach := x.reach[anchor]
	if mark.Wants&Free == 0 && mark.Opens == 0 || reach > ahead { // most gates are closed: that is known soon
		trace.add(*mark)
		return
	}
	from, to := max(0, at-reach), min(len(words), at+reach+1)
	for i := len(m.sketches); i < to; i++ {
		m.sketches = append(m.sketches, x.sketchOf(words, i))
	}
	var around text.Sketch
	for i := from; i < to; i++ {
		around.Add(m.sketches[i])
	}
	m.absent = m.absent[:0]
	for i := range x.needs[anchor] {
		n := &x.needs[anchor][i]
		if n.wants&^trace.Wants|n.opens&^trace.Opens != 0 && around.Has(n.sketch) && x.near(t, n, words, at, m) {
			trace.Wants, trace.Opens = trace.Wants|n.wants, trace.Opens|n.opens
		}
	}
}

// near reports whether the other sets of n stand near words[at], of which the sketches say that they may. What is not near for
// one need of an anchor is not for the next, which does not reach farther.
func (x *Index) near(t string, n *need, words []text.Word, at int, m *Memory) bool {
	from, to := max(0, at-n.reach), min(len(words), at+n.reach+1)
	for _, set := range n.others {
		found := false
		if slices.Contains(m.absent, set) {
			return false
		}
		for i := from; i < to && !found; i++ {
			if x.quantity[set] {
				found = m.sketches[i].Has(x.sketch[opener])
			} else if m.sketches[i].Has(x.sketch[set]) {
				m.telling = x.telling.At(t, words, i, m.telling[:0])
				if i+1 < len(words) {
					m.telling = x.telling.At(t, words, i+1, m.telling)
				}
				found = slices.ContainsFunc(m.telling, func(h text.Hit) bool { return h.Set == set })
			}
		}
		if !found {
			m.absent = append(m.absent, set)
			return false
		}
	}
	return true
}

// sketchOf returns the sketch of a word. A number counts as the opener.
func (x *Index) sketchOf(words []text.Word, i int) text.Sketch {
	k := x.sketches.Of(words, i)
	if words[i].Is(text.Digit) {
		k.Add(x.sketch[opener])
	}
	return k
}

// promising returns which gates the phrases want that the sentence words of t may hold, of those that may be open, and which
// they open beside opened: the first two sieves.
func (x *Index) promising(t string, words []text.Word, m *Memory, may, opened Gates) (wants, opens Gates) {
	var sketch text.Sketch
	for i := range words {
		sketch.Add(x.sketchOf(words, i))
	}
	m.numbers = sketch.Has(x.sketch[opener])
	hits := m.hits[:0]
	counts := false
	for i := range words {
		counts = counts || x.number(t, &words[i])
		hits = x.anchors.At(t, words, i, hits)
	}
	m.hits = hits
	m.telling = m.telling[:0]
	opens = opened
	try := func(anchor int32) {
		for i := range x.needs[anchor] {
			n := &x.needs[anchor][i]
			if n.wants&may&^wants == 0 && n.opens&^opens == 0 {
				continue
			}
			if len(n.others) == 0 || sketch.Has(n.sketch) && x.tells(t, words, n.others, m) {
				wants |= n.wants & may
				opens |= n.opens
			}
		}
	}
	for _, h := range hits {
		counts = counts || h.Set == opener
		try(h.Set)
	}
	if counts {
		for _, set := range x.numeric {
			try(set)
		}
	}
	return wants, opens
}

// number reports whether w may be a quantity that is the anchor of a phrase.
func (x *Index) number(t string, w *text.Word) bool {
	return w.Is(text.Digit) && len(x.numeric) > 0 && (x.numbers || label.MayCount(t, w))
}

// tells reports whether the sentence holds all of sets. The telling sets that it holds, and the quantities, are found once,
// into m.telling.
func (x *Index) tells(t string, words []text.Word, sets []int32, m *Memory) bool {
	if len(m.telling) == 0 {
		m.telling = append(m.telling, text.Hit{Set: -1})
		for i := range words {
			m.telling = x.telling.At(t, words, i, m.telling)
		}
		if m.numbers {
			m.quantities = x.quantities.Find(t, words, m.quantities[:0])
			for i := range m.quantities {
				if set, ok := x.kinds[m.quantities[i].Kind]; ok {
					m.telling = append(m.telling, text.Hit{Set: set})
				}
			}
		}
	}
	for _, set := range sets {
		if !slices.ContainsFunc(m.telling, func(h text.Hit) bool { return h.Set == set }) {
			return false
		}
	}
	return true
}

// Find returns the phrases in the sentence words of t, which stay good until the next call with the same memory. Where a
// phrase can end in several places, the nearest parts are taken, and of those the longest.
func (x *Index) Find(t string, words []text.Word, m *Memory) []Found {
	if !x.flat {
		if wants, _ := x.promising(t, words, m, Free, Free); wants == 0 {
			return nil
		}
	}
	return x.whole(t, words, m)
}

// whole is Find for a sentence that is known to be promising.
func (x *Index) whole(t string, words []text.Word, m *Memory) []Found {
	m.quantities = m.quantities[:0]
	if x.flat {
		return x.single(t, words, m)
	}
	numbers := false
	hits := m.hits
	hits = hits[:0]
	for i := range words {
		if words[i].Is(text.Digit) {
			numbers = true
		}
		hits = x.terms.At(t, words, i, hits)
	}
	for _, h := range hits {
		if h.Set == opener {
			numbers = true
			break
		}
	}
	if numbers && len(x.kinds) > 0 {
		m.quantities = x.quantities.Find(t, words, m.quantities)
		for i := range m.quantities {
			q := &m.quantities[i]
			if set, ok := x.kinds[q.Kind]; ok {
				hits = append(hits, text.Hit{Set: set, From: int32(q.From), To: int32(q.To)})
			}
		}
	}
	m.hits = hits
	sortHits(hits)
	found := m.found[:0]
	for i := range hits {
		for j := range x.chains[hits[i].Set] {
			c := &x.chains[hits[i].Set][j]
			if to, ok := follow(hits, i, c.rest); ok {
				found = append(found, Found{int(c.phrase), int(hits[i].From), int(to)})
			}
		}
	}
	m.found = found
	return found
}

// single is Find for an index whose phrases are one set each.
func (x *Index) single(t string, words []text.Word, m *Memory) []Found {
	hits := m.hits[:0]
	for i := range words {
		hits = x.anchors.At(t, words, i, hits)
	}
	m.hits = hits
	sortHits(hits)
	found := m.found[:0]
	for _, h := range hits {
		for _, c := range x.chains[h.Set] {
			found = append(found, Found{int(c.phrase), int(h.From), int(h.To)})
		}
	}
	m.found = found
	return found
}

// sortHits puts hits in order of where they begin, the longer first. They nearly are.
func sortHits(hits []text.Hit) {
	for i := 1; i < len(hits); i++ {
		h := hits[i]
		j := i
		for j > 0 && (hits[j-1].From > h.From || hits[j-1].From == h.From && hits[j-1].To < h.To) {
			hits[j] = hits[j-1]
			j--
		}
		hits[j] = h
	}
}

// follow looks for the parts of rest behind hits[i] and returns where the last of them ends.
func follow(hits []text.Hit, i int, rest []link) (int32, bool) {
	if len(rest) == 0 {
		return hits[i].To, true
	}
	end := hits[i].To
	for j := i + 1; j < len(hits) && hits[j].From <= end+rest[0].gap; j++ {
		if hits[j].Set == rest[0].set && hits[j].From >= end {
			if to, ok := follow(hits, j, rest[1:]); ok {
				return to, true
			}
		}
	}
	return 0, false
}

// span returns where f stands in the text. A quantity at its end is taken whole: its words do not hold all of "10⁹",
// "10B+" or "92 %".
func (m *Memory) span(words []text.Word, f Found) text.Span {
	span := text.Span{Start: int(words[f.From].Start), End: int(words[f.To-1].End)}
	for i := range m.quantities {
		if q := &m.quantities[i]; q.From < f.To && f.From < q.To {
			span.End = max(span.End, q.Span.End)
		}
	}
	return span
}
