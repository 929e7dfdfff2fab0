package text

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// An Atom is one word of a term, made ready by NewAtom.
type Atom struct {
	Often int    // how often text holds it, 0 for seldom: a term is looked for by its rarest word
	hash  uint64 // of the word, or of the stem
	stem  uint32 // hash of the stem's first letters; 0 unless any ending will do
	size  int32  // of the stem, folded
	caps  bool   // only where it is written in capitals
}

// NewAtom returns the atom for word. With stem it stands for any word that begins with word, which has at least StemLen
// letters; with caps, only for the word in capitals.
func NewAtom(word string, stem, caps bool) Atom {
	w, _, _ := ReadWord(word, 0)
	a := Atom{hash: w.Hash, caps: caps}
	if stem {
		a.stem, a.size = w.Stem, int32(len(Fold(word)))
	}
	return a
}

// Hash returns what the atom's word is known by; 0 for a stem.
func (a *Atom) Hash() uint64 {
	if a.stem != 0 {
		return 0
	}
	return a.hash
}

// A Vocabulary is the words of a text: what no term with another word can stand in.
type Vocabulary struct {
	words, stems, starts filter
	signs                bool // a sign of Chinese, Japanese or Korean is among them
}

// Add adds the words of t.
func (v *Vocabulary) Add(t string) {
	for i := 0; i < len(t); {
		w, next, ok := ReadWord(t, i)
		if i = next; ok {
			said := t[w.Start:w.End]
			if !isASCII(said) && disguised(said) {
				said = compared(said)
			}
			v.words.set(w.Hash)
			if first, _ := utf8.DecodeRuneInString(t[w.Start:w.End]); first >= utf8.RuneSelf && Sign(first) {
				v.signs = true
			}
			v.stems.set(uint64(w.Stem))
			h := uint64(hashStart)
			for n, c := range start(said) {
				if h = (h ^ uint64(c)) * hashPrime; n > 0 {
					v.starts.set(h)
				}
			}
			v.starts.set(h)
		}
	}
}

// startLen is how many letters of a word its start has.
const startLen = 3

// start returns the first letters of a word, folded.
func start(word string) (letters []byte) {
	letters = make([]byte, 0, startLen)
	for _, r := range word {
		if r < utf8.RuneSelf {
			if f := plain[r]; f != 0 {
				letters = append(letters, f)
			}
		} else {
			f := FoldRune(r)
			if !isASCII(f) {
				if len(letters) == 0 {
					return append(letters, f[:min(startLen, len(f))]...)
				}
				break
			}
			for i := 0; i < len(f) && len(letters) < startLen; i++ {
				if plain[f[i]] != 0 {
					letters = append(letters, f[i])
				}
			}
		}
		if len(letters) == startLen {
			break
		}
	}
	return letters
}

// MayStart reports whether a word of the text may begin like word, of which other forms count too, so that only its first
// letters are looked at. It is right when it says no. A nil vocabulary has every word.
func (v *Vocabulary) MayStart(word string) bool {
	if v == nil {
		return true
	}
	if word == "" {
		return true
	}
	sign := false
	if word[0] >= utf8.RuneSelf {
		first, size := utf8.DecodeRuneInString(word)
		if sign = Sign(first); sign && !v.signs {
			return false
		}
		if sign {
			word = word[:size]
		}
	}
	for i := range len(word) { // "re-energise" may be two words
		if c := word[i]; c == '-' || c == '/' || c == '~' || c == '*' || c == 0xE2 && (strings.HasPrefix(word[i:], "‑") || strings.HasPrefix(word[i:], "–")) {
			word = word[:i]
			break
		}
	}
	letters := start(word)
	if !sign && (len(letters) < 2 || !isASCII(string(letters))) {
		return true
	}
	if len(word) <= startLen+1 && len(letters) > 1 { // "dry" is "dries"
		letters = letters[:2]
	}
	h := uint64(hashStart)
	for _, c := range letters {
		h = (h ^ uint64(c)) * hashPrime
	}
	return v.starts.has(h)
}

// Allows reports whether the term may stand in the text. It is right when it says no. A nil vocabulary allows every term.
func (v *Vocabulary) Allows(term []Atom) bool {
	if v == nil {
		return true
	}
	for i := range term {
		if a := &term[i]; a.stem != 0 && !v.stems.has(uint64(a.stem)) || a.stem == 0 && !v.words.has(a.hash) {
			return false
		}
	}
	return true
}

// A Hit says that a term of the set stands on words From up to To, not including To.
type Hit struct {
	Set      int32
	From, To int32
}

// Terms finds which of many terms stand in a text. A term is one or more words that follow each other; it belongs to a
// set, whose number is what a hit reports. Build it with Add; then At may be called from many goroutines.
//
// It is a trie over hashed words. A term is entered at its anchor, the first of its rarest words, so that "the", "in" and
// "of" begin nothing: from there the trie runs to the term's end and then back from the anchor to its start.
type Terms struct {
	filter filter            // of the anchors' hashes: most words of a text stop here
	prefix filter            // of the anchors that are stems
	within filter            // of all stems
	edges  table             // node and word → node
	stems  map[uint32][]stem // hash of the first letters → stems that begin so
	nodes  []node
}

// A node of the trie.
type node struct {
	sets          []int32 // whose terms are complete here
	forward, back bool    // whether a term goes on from here, behind the words so far or before them
}

type stem struct {
	hash   uint64
	length int // folded
}

// What tells apart, in the key of an edge, the ways in which one word can be meant.
const (
	capsKey = 0x9E3779B97F4A7C15
	stemKey = 0xC2B2AE3D27D4EB4F
	backKey = 0x165667B19E3779F9 // the word stands before the anchor
)

func edge(at int32, word uint64) uint64 {
	k := (word ^ uint64(uint32(at))*0xD6E8FEB86659FD93) * 0xA0761D6478BD642F
	return k ^ k>>32
}

// NewTerms returns an empty set of terms.
func NewTerms() *Terms {
	return &Terms{stems: map[uint32][]stem{}, nodes: []node{{forward: true}}}
}

// Add adds a term to set. An empty term adds nothing.
func (t *Terms) Add(set int32, term []Atom) {
	if len(term) == 0 {
		return
	}
	anchor := rarest(term)
	at := int32(0)
	for i := anchor; i < len(term); i++ {
		t.nodes[at].forward = true
		at = t.step(at, t.key(term[i], i == anchor))
	}
	for i := anchor - 1; i >= 0; i-- {
		t.nodes[at].back = true
		at = t.step(at, t.key(term[i], false)^backKey)
	}
	if sets := &t.nodes[at].sets; !slices.Contains(*sets, set) {
		*sets = append(*sets, set)
	}
}

func (t *Terms) step(at int32, word uint64) int32 {
	to, fresh := t.edges.add(edge(at, word), int32(len(t.nodes)))
	if fresh {
		t.nodes = append(t.nodes, node{})
	}
	return to
}

// key returns what stands for atom in the key of an edge.
func (t *Terms) key(atom Atom, anchor bool) uint64 {
	if atom.stem == 0 {
		if anchor {
			t.filter.set(atom.hash)
		}
		if atom.caps {
			return atom.hash ^ capsKey
		}
		return atom.hash
	}
	t.within.set(uint64(atom.stem))
	if anchor {
		t.prefix.set(uint64(atom.stem))
	}
	s := stem{atom.hash, int(atom.size)}
	if !slices.Contains(t.stems[atom.stem], s) {
		t.stems[atom.stem] = append(t.stems[atom.stem], s)
	}
	return atom.hash ^ stemKey
}

// A filter is a set of hashes that may say yes of one it does not hold, seldom while it holds some ten thousand. The hashes of
// short words differ in few bits, so they are spread first.
type filter [1 << 12]uint64

// spread lets every bit of h count in the high bits of the result.
func spread(h uint64) uint64 { return h * 0x9E3779B97F4A7C15 }

func (b *filter) set(h uint64) {
	h = spread(h) >> 46
	b[h>>6] |= 1 << (h & 63)
}

func (b *filter) has(h uint64) bool {
	h = spread(h) >> 46
	return b[h>>6&(1<<12-1)]&(1<<(h&63)) != 0
}

// A Sketch is some of the sets that words are of, a bit for one set or for several: it may have more than are there, and never
// lacks one that is.
type Sketch [2]uint64

// SketchBits is how many bits a Sketch has.
const SketchBits = 128

// Set adds bit n.
func (k *Sketch) Set(n int) { k[n>>6] |= 1 << (n & 63) }

// Add adds what o has.
func (k *Sketch) Add(o Sketch) { k[0], k[1] = k[0]|o[0], k[1]|o[1] }

// both adds what a and b both have.
func (k *Sketch) both(a, b *Sketch) { k[0], k[1] = k[0]|a[0]&b[0], k[1]|a[1]&b[1] }

// Has reports whether k has all that o has.
func (k *Sketch) Has(o Sketch) bool { return o[0]&^k[0]|o[1]&^k[1] == 0 }

// Sketches tell of a word, with no more than a look at the next, which sets it may be of a term of. A term shows by the word
// that Terms.At finds it at and, where it has several, one beside that.
type Sketches struct {
	// hash of a word, of two, or of a stem → sets; what both tables say is nearly always so
	first, second [1 << sketchesSize]Sketch
}

const sketchesSize = 13

// at returns where the sketches of a hash stand in both tables.
func (s *Sketches) at(h uint64) (a, b *Sketch) {
	h = spread(h)
	return &s.first[h>>(64-sketchesSize)], &s.second[h>>(64-2*sketchesSize)&(1<<sketchesSize-1)]
}

// pair returns a hash of two words.
func pair(a, b uint64) uint64 { return a ^ bits.RotateLeft64(b, 21) }

// Add adds a term to the sets of k.
func (s *Sketches) Add(term []Atom, k Sketch) {
	if len(term) == 0 {
		return
	}
	n := rarest(term)
	h := term[n].hash
	switch {
	case term[n].stem != 0:
		h = uint64(term[n].stem)
	case n+1 < len(term) && term[n+1].stem == 0:
		h = pair(h, term[n+1].hash)
	case n > 0 && term[n-1].stem == 0:
		h = pair(term[n-1].hash, h)
	}
	a, b := s.at(h)
	a.Add(k)
	b.Add(k)
}

// Of returns the sets that words[i] may be of a term of.
func (s *Sketches) Of(words []Word, i int) (k Sketch) {
	w := &words[i]
	a, b := s.at(w.Hash)
	k.both(a, b)
	if i+1 < len(words) {
		a, b = s.at(pair(w.Hash, words[i+1].Hash))
		k.both(a, b)
	}
	if w.Stem != 0 {
		a, b = s.at(uint64(w.Stem))
		k.both(a, b)
	}
	return k
}

// rarest returns the place of the first of a term's rarest words.
func rarest(term []Atom) int {
	anchor := 0
	for i := range term {
		if term[i].Often < term[anchor].Often {
			anchor = i
		}
	}
	return anchor
}

// May reports whether w may be the anchor of a term. It is quick, and right when it says no.
func (t *Terms) May(w *Word) bool {
	return t.filter.has(w.Hash) || w.Stem != 0 && t.prefix.has(uint64(w.Stem))
}

// At appends to hits the terms whose anchor is words[i] of text.
func (t *Terms) At(text string, words []Word, i int, hits []Hit) []Hit {
	if i >= len(words) || !t.May(&words[i]) {
		return hits
	}
	return t.walk(text, words, i, i, 0, 0, hits)
}

// walk appends the terms that the node completes, whose words so far are words[from:to], and goes on from there. back is
// backKey once the term's end was passed.
func (t *Terms) walk(text string, words []Word, from, to int, at int32, back uint64, hits []Hit) []Hit {
	n := &t.nodes[at]
	for _, set := range n.sets {
		hits = append(hits, Hit{set, int32(from), int32(to)})
	}
	if n.forward && back == 0 && to < len(words) {
		hits = t.follow(text, words, from, to+1, to, at, 0, hits)
	}
	if n.back && from > 0 {
		hits = t.follow(text, words, from-1, to, from-1, at, backKey, hits)
	}
	return hits
}

// follow goes on over the word at i, behind the words so far or, with back, before them. With it they are words[from:to].
func (t *Terms) follow(text string, words []Word, from, to, i int, at int32, back uint64, hits []Hit) []Hit {
	w := &words[i]
	if next, ok := t.edges.find(edge(at, w.Hash^back)); ok {
		hits = t.walk(text, words, from, to, next, back, hits)
	}
	if w.Is(Caps) {
		if next, ok := t.edges.find(edge(at, w.Hash^capsKey^back)); ok {
			hits = t.walk(text, words, from, to, next, back, hits)
		}
	}
	if w.Stem == 0 || !t.within.has(uint64(w.Stem)) {
		return hits
	}
	for _, s := range t.stems[w.Stem] {
		next, ok := t.edges.find(edge(at, s.hash^stemKey^back))
		if ok && hashPrefix(text[w.Start:w.End], s.length) == s.hash {
			hits = t.walk(text, words, from, to, next, back, hits)
		}
	}
	return hits
}

// hashPrefix returns the hash of the first n folded bytes of a word, 0 when it has fewer.
func hashPrefix(word string, n int) uint64 {
	r := reader{text: word, hash: hashStart, mend: !isASCII(word) && disguised(word)}
	for r.at < len(word) && r.bytes < n {
		if !r.step() {
			break
		}
	}
	if r.bytes != n {
		return 0
	}
	return r.hash
}

// A table maps keys, which are hashes already, to nodes, by open addressing.
type table struct {
	slots []slot // a power of two of them, at most half full
	used  int
}

type slot struct {
	key  uint64
	node int32 // 0 in an empty slot: no edge leads to the root
}

// find returns the node of key.
func (t *table) find(key uint64) (int32, bool) {
	if t.slots == nil {
		return 0, false
	}
	mask := uint64(len(t.slots) - 1)
	for i := key & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.node == 0 {
			return 0, false
		}
		if s.key == key {
			return s.node, true
		}
	}
}

// add returns the node of key, node when it is new.
func (t *table) add(key uint64, node int32) (int32, bool) {
	if n, ok := t.find(key); ok {
		return n, false
	}
	if 2*(t.used+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]slot, max(64, 2*len(old)))
		for _, s := range old {
			if s.node != 0 {
				t.put(s)
			}
		}
	}
	t.put(slot{key, node})
	t.used++
	return node, true
}

func (t *table) put(s slot) {
	mask := uint64(len(t.slots) - 1)
	i := s.key & mask
	for t.slots[i].node != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
}
