// Package label knows what a label is made of: sections, sentences, quantities, and the ingredient list. It reads them
// out of the parts of an item and says where each stands; it does not know rules or file formats.
package label

import (
	"strings"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/text"
)

// The kinds of sections.
const (
	Name        = "name"  // product and range name
	Front       = "front" // principal display panel
	Claims      = "claims"
	Ingredients = "ingredients"
	Directions  = "directions"
	Warnings    = "warnings"
	Storage     = "storage"
	Company     = "company"
	Reviews     = "reviews"
	Footnote    = "footnote"
)

var kinds = []string{Name, Front, Claims, Ingredients, Directions, Warnings, Storage, Company, Reviews, Footnote}

// A Label is one product's text, cut into sections in the order they were read.
type Label struct {
	Record   string // id of the input record; "" outside record formats
	Product  string // the product's name, "" when the label does not say
	Markets  []string
	Sections []Section
	Lists    []List
}

// A Section is a run of text of one kind.
type Section struct {
	Number int // its place on the label, from 0
	Kind   string
	Text   string
	Part   int // of the item, that the section was read from
	At     int // where Text begins in the part's text
	view   text.View
}

// Source returns what the section was read from.
func (s *Section) Source() *text.Source { return s.view.Source }

// Home returns where in the source the span of s.Text stands.
func (s *Section) Home(span text.Span) text.Span {
	return s.view.Home(text.Span{Start: span.Start + s.At, End: span.End + s.At})
}

// A List is an ingredient list and the section that holds it.
type List struct {
	Section *Section
	inci.List
}

// A Parser reads labels. It is made once and shared.
type Parser struct {
	headings      *text.Terms // set: index into kinds
	lines         *text.Terms
	abbreviations map[uint64]bool
	Quantities    *Quantities
	dictionary    func() *inci.Dictionary
}

// NewParser returns a parser that knows the words of lexicons, and the ingredients of a dictionary, which it asks for when it
// meets what may be a list.
func NewParser(lexicons []*lang.Lexicon, dictionary func() *inci.Dictionary) *Parser {
	p := &Parser{dictionary: dictionary, headings: text.NewTerms(), lines: text.NewTerms(), abbreviations: map[uint64]bool{}}
	for _, lex := range lexicons {
		for i, kind := range kinds {
			addTerms(p.headings, int32(i), lex.Headings[kind])
			addTerms(p.lines, int32(i), lex.Lines[kind])
		}
		for _, a := range lex.Abbreviations {
			p.abbreviations[text.HashWord(a)] = true
		}
	}
	p.Quantities = newQuantities(lexicons)
	return p
}

// Lookup returns the ingredient called name, nil when the dictionary has none.
func (p *Parser) Lookup(name string) *inci.Ingredient { return p.dictionary().Lookup(name) }

func addTerms(terms *text.Terms, set int32, words []string) {
	for _, w := range words {
		var atoms []text.Atom
		for i := 0; i < len(w); {
			word, next, ok := text.ReadWord(w, i)
			if i = next; ok {
				atoms = append(atoms, text.NewAtom(w[word.Start:word.End], false, false))
			}
		}
		terms.Add(set, atoms)
	}
}

// Parse reads the label that item holds.
func (p *Parser) Parse(item *format.Item) *Label {
	l := &Label{Record: item.Record, Markets: item.Markets}
	for i := range item.Parts {
		part := &item.Parts[i]
		first := len(l.Sections)
		switch part.Kind {
		case "", Claims:
			l.Sections = p.segment(part.Text, part.Kind == "", l.Sections)
		default:
			l.Sections = append(l.Sections, Section{Kind: part.Kind, Text: part.Text.Text, view: part.Text})
		}
		for j := first; j < len(l.Sections); j++ {
			l.Sections[j].Part = i
		}
	}
	for i := range l.Sections {
		s := &l.Sections[i]
		s.Number = i
		switch {
		case s.Kind == Name && l.Product == "":
			l.Product = oneLine(s.Text)
		case s.Kind == Ingredients:
			list := p.dictionary().Parse(s.Text)
			if before := strings.TrimRight(item.Parts[s.Part].Text.Text[:s.At], " \t\r\n"); inci.MayContain(before[strings.LastIndexByte(before, '\n')+1:]) {
				for j := range list.Entries { // the heading says so
					list.Entries[j].MayContain = true
				}
			}
			l.Lists = append(l.Lists, List{s, list})
		}
	}
	return l
}

// Name returns the name of the product that item describes, as Parse would, "" when it does not say.
func (p *Parser) Name(item *format.Item) string {
	for i := range item.Parts {
		switch part := &item.Parts[i]; part.Kind {
		case Name:
			return oneLine(part.Text.Text)
		case "":
			if _, start, end, ok := p.firstLine(part.Text); ok {
				return oneLine(part.Text.Text[start:end])
			}
		}
	}
	return ""
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// Empty reports whether l holds no word.
func (l *Label) Empty() bool {
	for i := range l.Sections {
		t := l.Sections[i].Text
		for at := 0; at < len(t); {
			_, next, ok := text.ReadWord(t, at)
			if ok {
				return false
			}
			at = next
		}
	}
	return true
}
