package rule

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/exolint/exolint/lint/text"
)

// A Phrase is what a rule looks for: parts in order, with gaps between them.
type Phrase struct {
	Text  string // as it was written
	Parts []Part
}

// A Part is a list of the lexicon, a typed quantity, or a choice of word sequences. One of List, Kind and Words is set.
type Part struct {
	Gap    int  // at most so many words between this part and the one before; 0 for neighbours
	Either bool // and either of the two may come first
	List   string
	Kind   string   // "count", "ppm", …: one of Kinds
	Words  [][]Atom // each a sequence of words that stand next to each other
	Text   string   // the words as they were written
}

// An Atom is one word as a phrase writes it.
type Atom struct {
	Word string
	Form Form
}

// A Form says which words an atom stands for.
type Form int

// The forms of an atom.
const (
	Exact     Form = iota // the word
	Inflected             // "heal~": any form of it
	Stem                  // "regenerat*": any ending
	Caps                  // "MS": only in capitals
)

// Kinds are the typed quantities a phrase may ask for.
var Kinds = []string{"count", "ppm", "percent", "amount", "times", "number"}

// widestGap bounds a gap: a wider one says "somewhere in the sentence", which is what where = "sentence" is for.
const widestGap = 20

// mostSequences bounds the choices that one part multiplies out to.
const mostSequences = 5000

// ParsePhrase reads a phrase. The error says what is wrong and what to write.
func ParsePhrase(s string) (Phrase, error) {
	p := Phrase{Text: s}
	part := Part{}
	flush := func() {
		if part.Words != nil {
			p.Parts = append(p.Parts, part)
		}
		part = Part{}
	}
	for rest := strings.TrimSpace(s); rest != ""; rest = strings.TrimSpace(rest) {
		var token string
		token, rest = cut(rest)
		if part.Words != nil && len(token) > 1 || token == "-" { // "(clinic|doctor)-(only|grade)": a hyphen between choices
			if token = strings.TrimPrefix(token, "-"); token == "" {
				continue
			}
		}
		switch token[0] {
		case '<':
			gap, either, err := parseGap(token)
			if err != nil {
				return p, err
			}
			flush()
			if len(p.Parts) == 0 || rest == "" || part.Gap > 0 {
				return p, fmt.Errorf("the gap %s must stand between two words", token)
			}
			part.Gap, part.Either = gap, either
		case '@', '#':
			if len(token) == 1 {
				return p, fmt.Errorf("%q needs a name", token)
			}
			gap, either := part.Gap, part.Either
			if part.Words != nil {
				gap, either = 0, false
				flush()
			}
			next := Part{Gap: gap, Either: either}
			if token[0] == '@' {
				next.List = token[1:]
			} else {
				next.Kind = token[1:]
				if !known(Kinds, next.Kind) {
					return p, fmt.Errorf("there is no quantity %q; there are #%s", token, strings.Join(Kinds, " #"))
				}
			}
			p.Parts = append(p.Parts, next)
			part = Part{}
		case '(':
			sequences, err := parseChoice(token)
			if err != nil {
				return p, err
			}
			if err := part.append(sequences); err != nil {
				return p, err
			}
			part.Text += token + " "
		default:
			sequences, err := parseWord(token)
			if err != nil {
				return p, err
			}
			if err := part.append(sequences); err != nil {
				return p, err
			}
			part.Text += token + " "
		}
	}
	flush()
	if len(p.Parts) == 0 {
		return p, fmt.Errorf("a phrase needs a word")
	}
	return p, nil
}

// cut takes the first token off s: up to the next space, or a whole bracket.
func cut(s string) (token, rest string) {
	if s[0] == '(' {
		if end := strings.IndexByte(s, ')'); end >= 0 {
			return s[:end+1], s[end+1:]
		}
		return s, ""
	}
	if end := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '(' }); end >= 0 {
		return s[:end], s[end:]
	}
	return s, ""
}

func known(names []string, name string) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

// parseGap reads "<3>", "<>3" and "<>".
func parseGap(token string) (n int, either bool, err error) {
	number, ordered := strings.CutSuffix(strings.TrimPrefix(token, "<"), ">")
	if rest, ok := strings.CutPrefix(token, "<>"); ok {
		number, ordered, either = rest, true, true
	}
	n, err = strconv.Atoi(number)
	if err != nil || !ordered || n < 0 || n > widestGap {
		return 0, false, fmt.Errorf("%q is not a gap: write <3> for up to three words between, or <>3 for either order; %d at most", token, widestGap)
	}
	return n, either, nil
}

// append puts each of sequences behind each of the part's.
func (p *Part) append(sequences [][]Atom) error {
	if p.Words == nil {
		p.Words = sequences
		return nil
	}
	if len(p.Words)*len(sequences) > mostSequences {
		return fmt.Errorf("the choices multiply to more than %d sequences: put words into a list of the lexicon", mostSequences)
	}
	var all [][]Atom
	for _, a := range p.Words {
		for _, b := range sequences {
			all = append(all, append(append([]Atom(nil), a...), b...))
		}
	}
	p.Words = all
	return nil
}

// parseChoice reads "(a|b c|d)".
func parseChoice(token string) ([][]Atom, error) {
	inside, ok := strings.CutSuffix(token[1:], ")")
	if !ok {
		return nil, fmt.Errorf("%q has no closing bracket", token)
	}
	var all [][]Atom
	for _, choice := range strings.Split(inside, "|") {
		var part Part
		for _, word := range strings.Fields(choice) {
			sequences, err := parseWord(word)
			if err != nil {
				return nil, err
			}
			if err := part.append(sequences); err != nil {
				return nil, err
			}
		}
		if part.Words == nil {
			return nil, fmt.Errorf("%q has an empty choice", token)
		}
		all = append(all, part.Words...)
	}
	return all, nil
}

// parseWord reads one word. A hyphen stands for itself, a space and nothing, so that "anti-ageing" gives two sequences.
func parseWord(token string) ([][]Atom, error) {
	word, form := token, Exact
	switch {
	case strings.HasSuffix(token, "~"):
		word, form = token[:len(token)-1], Inflected
	case strings.HasSuffix(token, "*"):
		word, form = token[:len(token)-1], Stem
	}
	if i := strings.IndexAny(word, "~*|()<>@#"); i >= 0 {
		return nil, fmt.Errorf("%q: a %q may not stand here", token, word[i])
	}
	pieces := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '‑' || r == '–' || r == '/' })
	if len(pieces) == 0 {
		return nil, fmt.Errorf("%q is no word", token)
	}
	var apart []Atom
	for i, piece := range pieces {
		last := i == len(pieces)-1
		atoms, err := readAtoms(piece, len(pieces) > 1)
		if err != nil {
			return nil, err
		}
		if last {
			atoms[len(atoms)-1].Form = max(atoms[len(atoms)-1].Form, form)
			if form != Exact {
				atoms[len(atoms)-1].Form = form
			}
		}
		apart = append(apart, atoms...)
	}
	final := apart[len(apart)-1]
	if form == Stem && len(text.Fold(final.Word)) < text.StemLen {
		return nil, fmt.Errorf("the stem %q is too short: at least %d letters before the star, or it takes in words you do not mean", token, text.StemLen)
	}
	sequences := [][]Atom{apart}
	if len(apart) > 1 && len(pieces) > 1 {
		joined := Atom{Word: strings.Join(pieces, ""), Form: form}
		if form == Exact && final.Form == Caps {
			joined.Form = Caps
		}
		sequences = append(sequences, []Atom{joined})
	}
	return sequences, nil
}

// readAtoms reads the words of a piece that has neither spaces nor hyphens: one in most scripts, one a sign in Chinese,
// Japanese and Korean. A bare number is refused, because on a label it is a quantity, unless it is part of a name
// ("hexapeptide-8").
func readAtoms(piece string, part bool) ([]Atom, error) {
	var atoms []Atom
	for i := 0; i < len(piece); {
		w, next, ok := text.ReadWord(piece, i)
		i = next
		if !ok {
			continue
		}
		if !part && w.Is(text.Digit) && strings.Trim(piece[w.Start:w.End], "0123456789.,") == "" {
			return nil, fmt.Errorf("%q is a number: a number never matches a word, write #number, #percent or another quantity", piece)
		}
		atom := Atom{Word: piece[w.Start:w.End]}
		if w.Is(text.Caps) {
			atom.Form = Caps
		}
		atoms = append(atoms, atom)
	}
	if atoms == nil {
		return nil, fmt.Errorf("%q is no word", piece)
	}
	return atoms, nil
}
