package text

import "slices"

// An Atom is one word of a term.
type Atom struct {
	Word string
	Stem bool // any word that begins with Word, which has at least StemLen letters
	Caps bool // only where it is written in capitals
}

// A Hit says that a term of the set stands on words From up to To, not including To.
type Hit struct {
	Set      int32
	From, To int32
}

// Terms finds which of many terms begin at a word. A term is one or more words that follow each other; it belongs to a
// set, whose number is what a hit reports. Build it with Add; after the first call of At nothing may be added. At may then
// be called from many goroutines.
type Terms struct {
	words  map[uint64]int32  // hash of a word → its number
	caps   map[uint64]int32  // the same for words that must stand in capitals
	stems  map[uint32][]stem // hash of the first letters → stems that begin so
	next   map[uint64]int32  // node and word → node
	ends   [][]int32         // node → sets whose terms end there
	filter [1 << 10]uint64   // one bit for each first word, by hash: most words of a text stop here
	prefix [1 << 10]uint64   // one bit for each first stem
	count  int32             // numbers given to words
}

type stem struct {
	hash   uint64
	length int
	word   int32
}

// NewTerms returns an empty set of terms.
func NewTerms() *Terms {
	return &Terms{
		words: map[uint64]int32{}, caps: map[uint64]int32{}, stems: map[uint32][]stem{},
		next: map[uint64]int32{}, ends: [][]int32{nil},
	}
}

// Add adds a term to set. An empty term adds nothing.
func (t *Terms) Add(set int32, term []Atom) {
	node := int32(0)
	for i, atom := range term {
		word := t.number(atom, i == 0)
		key := edge(node, word)
		to, ok := t.next[key]
		if !ok {
			to = int32(len(t.ends))
			t.ends = append(t.ends, nil)
			t.next[key] = to
		}
		node = to
	}
	if node != 0 && !slices.Contains(t.ends[node], set) {
		t.ends[node] = append(t.ends[node], set)
	}
}

func edge(node, word int32) uint64 { return uint64(uint32(node))<<32 | uint64(uint32(word)) }

// number returns the number of the word that atom stands for, a new one when it has none.
func (t *Terms) number(atom Atom, first bool) int32 {
	w, _, _ := ReadWord(atom.Word, 0)
	if first {
		if atom.Stem {
			setBit(&t.prefix, uint64(w.Stem))
		} else {
			setBit(&t.filter, w.Hash>>16)
		}
	}
	if atom.Stem {
		for _, s := range t.stems[w.Stem] {
			if s.hash == w.Hash {
				return s.word
			}
		}
		t.count++
		t.stems[w.Stem] = append(t.stems[w.Stem], stem{w.Hash, foldedLen(atom.Word), t.count})
		return t.count
	}
	index := t.words
	if atom.Caps {
		index = t.caps
	}
	n, ok := index[w.Hash]
	if !ok {
		t.count++
		n = t.count
		index[w.Hash] = n
	}
	return n
}

func foldedLen(word string) int { return len(Fold(word)) }

func setBit(bits *[1 << 10]uint64, h uint64) {
	h &= 1<<16 - 1
	bits[h>>6] |= 1 << (h & 63)
}

func hasBit(bits *[1 << 10]uint64, h uint64) bool {
	h &= 1<<16 - 1
	return bits[h>>6]&(1<<(h&63)) != 0
}

// Empty reports whether no term was added.
func (t *Terms) Empty() bool { return len(t.ends) == 1 }

// May reports whether a term may begin with w. It is quick, and right when it says no.
func (t *Terms) May(w *Word) bool {
	return hasBit(&t.filter, w.Hash>>16) || w.Stem != 0 && hasBit(&t.prefix, uint64(w.Stem))
}

// At appends to hits the terms that begin at words[i] of text.
func (t *Terms) At(text string, words []Word, i int, hits []Hit) []Hit {
	if !t.May(&words[i]) {
		return hits
	}
	return t.walk(text, words, i, i, 0, hits)
}

func (t *Terms) walk(text string, words []Word, from, i int, node int32, hits []Hit) []Hit {
	for _, set := range t.ends[node] {
		hits = append(hits, Hit{set, int32(from), int32(i)})
	}
	if i == len(words) {
		return hits
	}
	w := &words[i]
	if n, ok := t.words[w.Hash]; ok {
		if to, ok := t.next[edge(node, n)]; ok {
			hits = t.walk(text, words, from, i+1, to, hits)
		}
	}
	if w.Is(Caps) {
		if n, ok := t.caps[w.Hash]; ok {
			if to, ok := t.next[edge(node, n)]; ok {
				hits = t.walk(text, words, from, i+1, to, hits)
			}
		}
	}
	if w.Stem == 0 {
		return hits
	}
	for _, s := range t.stems[w.Stem] {
		to, ok := t.next[edge(node, s.word)]
		if ok && hashPrefix(text[w.Start:w.End], s.length) == s.hash {
			hits = t.walk(text, words, from, i+1, to, hits)
		}
	}
	return hits
}

// hashPrefix returns the hash of the first n folded bytes of a word, 0 when it has fewer.
func hashPrefix(word string, n int) uint64 {
	r := reader{text: word, hash: hashStart}
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
