package text_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/exolint/exolint/lint/text"
)

// An atom is a word of a term as tests write it.
type atom struct {
	word       string
	stem, caps bool
	often      int
}

// ready returns atoms as Terms takes them.
func ready(atoms []atom) []text.Atom {
	var all []text.Atom
	for _, a := range atoms {
		made := text.NewAtom(a.word, a.stem, a.caps)
		made.Often = a.often
		all = append(all, made)
	}
	return all
}

// term reads a term: words, "*" behind a stem, "^" behind what must be in capitals, and a digit behind all of that for how
// often text holds the word.
func term(s string) []text.Atom {
	var atoms []atom
	for _, w := range strings.Fields(s) {
		var a atom
		if last := w[len(w)-1]; '0' <= last && last <= '9' {
			a.often, w = int(last-'0'), w[:len(w)-1]
		}
		w, a.stem = strings.CutSuffix(w, "*")
		a.word, a.caps = strings.CutSuffix(w, "^")
		atoms = append(atoms, a)
	}
	return ready(atoms)
}

// hits returns every place in t where a term stands, as "set: words", in order.
func hits(terms *text.Terms, t string) []string {
	words := read(t)
	var all []text.Hit
	for i := range words {
		all = terms.At(t, words, i, all)
	}
	slices.SortFunc(all, func(a, b text.Hit) int { return cmp.Or(int(a.From-b.From), int(a.To-b.To), int(a.Set-b.Set)) })
	var got []string
	for _, h := range slices.Compact(all) {
		got = append(got, fmt.Sprintf("%d: %s", h.Set, t[words[h.From].Start:words[h.To-1].End]))
	}
	return got
}

func TestTerms(t *testing.T) {
	tests := []struct {
		name  string
		terms []string // one a set
		in    string
		want  []string
	}{
		{"one word", []string{"heals"}, "It heals; HEALS. healed", []string{"0: heals", "0: HEALS"}},
		{"words in order", []string{"hair loss"}, "hair loss, loss hair, hair\nLOSS", []string{"0: hair loss", "0: hair\nLOSS"}},
		{"hyphen or space", []string{"anti ageing"}, "anti-ageing", []string{"0: anti-ageing"}},
		{"one inside the other", []string{"hair", "hair loss", "loss"}, "hair loss", []string{"0: hair", "1: hair loss", "2: loss"}},
		{"one begins like the other", []string{"hair loss cure", "hair loss care"}, "hair loss care", []string{"1: hair loss care"}},
		{"two sets, one term", []string{"heals", "heals"}, "heals", []string{"0: heals", "1: heals"}},
		{"stem", []string{"regenerat*"}, "regenerates regenerat regenera re\u00adgeneration", []string{"0: regenerates", "0: regenerat", "0: re\u00adgeneration"}},
		{"stem in the middle", []string{"skin regenerat* cream"}, "skin regenerating cream", []string{"0: skin regenerating cream"}},
		{"stems that begin alike", []string{"regen*", "regenerat*", "regene*"}, "regenerate regent", []string{"0: regenerate", "1: regenerate", "2: regenerate", "0: regent"}},
		{"stem beyond ASCII", []string{"régénér*"}, "régénération regenera", []string{"0: régénération", "0: regenera"}},
		{"capitals", []string{"MS^"}, "MS ms Ms M.S.", []string{"0: MS"}},
		{"capitals and not", []string{"MS^", "ms"}, "MS ms", []string{"0: MS", "1: MS", "1: ms"}},
		{"capitals behind the first word", []string{"treats MS^"}, "treats MS, treats ms", []string{"0: treats MS"}},
		{"anchor in the middle", []string{"the9 seat2 of9 pain5"}, "the seat of pain, a seat of pain", []string{"0: the seat of pain"}},
		{"anchor at the end", []string{"free5 of9 sulfates1"}, "free of sulfates", []string{"0: free of sulfates"}},
		{"only the words before differ", []string{"no9 pain1", "any9 pain1"}, "no pain, any pain", []string{"0: no pain", "1: any pain"}},
		{"the first of the rarest is the anchor", []string{"pain1 and9 pain1"}, "pain and pain and pain", []string{"0: pain and pain", "0: pain and pain"}},
		{"stem before the anchor", []string{"improv*5 skin1"}, "improves skin", []string{"0: improves skin"}},
		{"capitals before the anchor", []string{"US^5 patent1"}, "US patent, us patent", []string{"0: US patent"}},
		{"same words, other anchors", []string{"hair1 loss2", "hair2 loss1"}, "hair loss", []string{"0: hair loss", "1: hair loss"}},
		{"beyond the text's ends", []string{"hair loss cure", "no9 pain1"}, "pain, hair loss", nil},
		{"an empty term", []string{""}, "heals", nil},
		{"no terms", nil, "heals", nil},
		{"signs", []string{"外 泌 体"}, "无外泌体精华", []string{"0: 外泌体"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			terms := text.NewTerms()
			for set, s := range tt.terms {
				terms.Add(int32(set), term(s))
			}
			if got := hits(terms, tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("%q in %q stand at\n %q, want\n %q", tt.terms, tt.in, got, tt.want)
			}
		})
	}
}

// May is right when it says no.
func TestMay(t *testing.T) {
	terms := text.NewTerms()
	terms.Add(0, term("the9 seat of9"))
	terms.Add(1, term("regenerat*"))
	for word, want := range map[string]bool{"seat": true, "regenerates": true, "the": false, "of": false, "rege": false, "chair": false} {
		w, _, _ := text.ReadWord(word, 0)
		if got := terms.May(&w); got != want {
			t.Errorf("May(%q) = %v, want %v", word, got, want)
		}
	}
}

// stands reports whether the atoms stand on words[at:], looking at one after the other.
func stands(atoms []atom, t string, words []text.Word, at int) bool {
	if at+len(atoms) > len(words) {
		return false
	}
	for i, a := range atoms {
		w := &words[at+i]
		folded := text.Fold(t[w.Start:w.End])
		switch {
		case a.stem && !strings.HasPrefix(folded, text.Fold(a.word)):
			return false
		case !a.stem && folded != text.Fold(a.word):
			return false
		case a.caps && !w.Is(text.Caps):
			return false
		}
	}
	return true
}

// TestTermsLikeSearch compares the trie with looking for each term at each word. The words are few, so that terms share
// beginnings, ends and middles.
func TestTermsLikeSearch(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	for round := range 3000 {
		terms := text.NewTerms()
		var all [][]atom
		for set := range 1 + random.IntN(12) {
			var atoms []atom
			for range 1 + random.IntN(4) {
				a := atom{word: pick("skin", "hair", "of", "MS", "repair", "repairs", "crème"), often: random.IntN(3)}
				switch random.IntN(6) {
				case 0:
					a.word, a.stem = pick("repai", "repair", "repairs", "creme", "moist"), true
				case 1:
					a.caps = !a.stem
				}
				atoms = append(atoms, a)
			}
			terms.Add(int32(set), ready(atoms))
			all = append(all, atoms)
		}
		var b strings.Builder
		for range random.IntN(20) {
			b.WriteString(pick("skin", "SKIN", "hair", "of", "OF", "ms", "MS", "repair", "repairs", "REPAIRED", "Crème", "cremes", "moisture"))
			b.WriteString(pick(" ", " ", "-", ", "))
		}
		in := b.String()
		words := read(in)
		var vocabulary text.Vocabulary
		vocabulary.Add(in)
		var want []string
		for from := range words {
			var here []text.Hit
			for set, atoms := range all {
				if stands(atoms, in, words, from) {
					if !vocabulary.Allows(ready(atoms)) {
						t.Fatalf("round %d: %+v is not allowed in %q, where it stands", round, atoms, in)
					}
					here = append(here, text.Hit{Set: int32(set), From: int32(from), To: int32(from + len(atoms))})
				}
			}
			slices.SortFunc(here, func(a, b text.Hit) int { return cmp.Or(int(a.To-b.To), int(a.Set-b.Set)) })
			for _, h := range here {
				want = append(want, fmt.Sprintf("%d: %s", h.Set, in[words[h.From].Start:words[h.To-1].End]))
			}
		}
		if got := hits(terms, in); !slices.Equal(got, want) {
			t.Fatalf("round %d: %+v in %q stand at\n %q, want\n %q", round, all, in, got, want)
		}
	}
}

func TestVocabulary(t *testing.T) {
	var v text.Vocabulary
	v.Add("Repairs the skin barrier.")
	tests := []struct {
		name, term string
		want       bool
	}{
		{"a word", "skin", true},
		{"another word", "hair", false},
		{"words, in any order", "barrier skin", true},
		{"one word of two", "skin hair", false},
		{"stem", "repai*", true},
		{"another stem", "regenerat*", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := v.Allows(term(tt.term)); got != tt.want {
				t.Errorf("Allows(%q) = %v, want %v", tt.term, got, tt.want)
			}
		})
	}
	t.Run("none allows everything", func(t *testing.T) {
		if !(*text.Vocabulary)(nil).Allows(term("hair")) {
			t.Error("a nil vocabulary forbids hair")
		}
	})
}
