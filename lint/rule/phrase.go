package rule

import (
	"fmt"
	"slices"
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

// A Part is a list of the lexicon, a typed quantity, or words. One of List, Kind and Text is set.
type Part struct {
	Gap    int  // at most so many words between this part and the one before; 0 for neighbours
	Either bool // and either of the two may come first
	List   string
	Kind   string // "count", "ppm", …: one of Kinds
	Text   string // words and choices of words, as they were written; see Words
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
const mostSequences = 1000

// ParsePhrase reads the outline of a phrase: its parts and gaps. The words of a part are read by Words, when they are
// needed; CheckPhrase reads all. The error says what is wrong and what to write.
func ParsePhrase(s string) (Phrase, error) {
	p := Phrase{Text: s}
	part := Part{}
	flush := func() {
		if part.Text != "" {
			p.Parts = append(p.Parts, part)
			part = Part{}
		}
	}
	for rest := strings.TrimSpace(s); rest != ""; rest = strings.TrimSpace(rest) {
		var token string
		token, rest = cut(rest)
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
			flush()
			next := Part{Gap: part.Gap, Either: part.Either}
			part = Part{}
			if token[0] == '@' {
				next.List = token[1:]
			} else if next.Kind = token[1:]; !slices.Contains(Kinds, next.Kind) {
				return p, fmt.Errorf("there is no quantity %q; there are #%s", token, strings.Join(Kinds, " #"))
			}
			if len(token) == 1 {
				return p, fmt.Errorf("%q needs a name", token)
			}
			p.Parts = append(p.Parts, next)
		default:
			if part.Text != "" {
				part.Text += " "
			}
			part.Text += token
		}
	}
	flush()
	if len(p.Parts) == 0 {
		return p, fmt.Errorf("a phrase needs a word")
	}
	return p, nil
}

// CheckPhrase reports what is wrong with a phrase, its words too.
func CheckPhrase(s string) error {
	p, err := ParsePhrase(s)
	if err != nil {
		return err
	}
	for i := range p.Parts {
		if p.Parts[i].Text != "" {
			if _, err := p.Parts[i].Words(); err != nil {
				return err
			}
		}
	}
	return nil
}

// Words returns the word sequences that the part's text stands for: one, or more where it has choices or hyphens. The
// words of a sequence stand next to each other.
func (p *Part) Words() ([][]Atom, error) {
	var words sequences
	for rest := p.Text; rest != ""; rest = strings.TrimSpace(rest) {
		var token string
		token, rest = cut(rest)
		if words != nil && len(token) > 1 || token == "-" { // "(clinic|doctor)-(only|grade)": a hyphen between choices
			if token = strings.TrimPrefix(token, "-"); token == "" {
				continue
			}
		}
		parse := parseWord
		if token[0] == '(' {
			parse = parseChoice
		}
		next, err := parse(token)
		if err == nil {
			words, err = words.append(next)
		}
		if err != nil {
			return nil, err
		}
	}
	if words == nil {
		return nil, fmt.Errorf("%q is no word", p.Text)
	}
	return words, nil
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

// sequences are word sequences; nil is none yet.
type sequences [][]Atom

// append puts each of next behind each of s.
func (s sequences) append(next sequences) (sequences, error) {
	switch {
	case s == nil:
		return next, nil
	case len(next) == 1:
		for i := range s {
			s[i] = append(s[i], next[0]...)
		}
		return s, nil
	case len(s)*len(next) > mostSequences:
		return nil, fmt.Errorf("the choices multiply to more than %d sequences: put words into a list of the lexicon", mostSequences)
	}
	all := make(sequences, 0, len(s)*len(next))
	for _, a := range s {
		for _, b := range next {
			all = append(all, slices.Concat(a, b))
		}
	}
	return all, nil
}

// parseChoice reads "(a|b c|d)".
func parseChoice(token string) (sequences, error) {
	inside, ok := strings.CutSuffix(token[1:], ")")
	if !ok {
		return nil, fmt.Errorf("%q has no closing bracket", token)
	}
	var all sequences
	for _, choice := range strings.Split(inside, "|") {
		var words sequences
		for _, word := range strings.Fields(choice) {
			next, err := parseWord(word)
			if err == nil {
				words, err = words.append(next)
			}
			if err != nil {
				return nil, err
			}
		}
		if words == nil {
			return nil, fmt.Errorf("%q has an empty choice", token)
		}
		all = append(all, words...)
	}
	return all, nil
}

// parseWord reads one word. A hyphen stands for itself, a space and nothing, so that "anti-ageing" gives two sequences.
func parseWord(token string) (sequences, error) {
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
	pieces := []string{word}
	if strings.ContainsAny(word, "-/‑–") {
		pieces = strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '‑' || r == '–' || r == '/' })
	}
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
	all := sequences{apart}
	if len(apart) > 1 && len(pieces) > 1 {
		joined := Atom{Word: strings.Join(pieces, ""), Form: form}
		if form == Exact && final.Form == Caps {
			joined.Form = Caps
		}
		all = append(all, []Atom{joined})
	}
	return all, nil
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
		if w.Is(text.Caps) && !strings.ContainsAny(atom.Word, "0123456789") { // "CD63" is no other word in small letters
			atom.Form = Caps
		}
		atoms = append(atoms, atom)
	}
	if atoms == nil {
		return nil, fmt.Errorf("%q is no word", piece)
	}
	return atoms, nil
}
