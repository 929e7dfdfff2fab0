// Package lang holds lexicons: the words of one language that rules and readers share. It knows lists, headings, number
// words and how a word inflects; it does not know any rule.
package lang

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"
)

// A Lexicon is what exolint knows of one language: one file, rules/lang/<tag>.toml.
type Lexicon struct {
	Tag           string              `toml:"-"`             // "en"; the file's name
	Name          string              `toml:"name"`          // "English"
	Lists         map[string]List     `toml:"lists"`         // name → phrases, as rules write them with @name
	Headings      map[string]List     `toml:"headings"`      // kind of section → headings that open one
	Lines         map[string]List     `toml:"lines"`         // kind of section → words that open a line of that kind
	Inflect       []Ending            `toml:"inflect"`       // the first that fits a word says its forms
	Abbreviations List                `toml:"abbreviations"` // whose full stop ends no sentence
	Common        List                `toml:"common"`        // the words that copy is full of, the most frequent first
	Numbers       Numbers             `toml:"numbers"`
	Sources       map[string][]string `toml:"sources"` // a source as copy names it → words that INCI names have for it
	Phrases       map[string]List     `toml:"phrases"` // id of a rule → phrases that it finds in this language too
	Excuses       map[string]List     `toml:"excuses"` // id of a rule → phrases that excuse its matches in the same sentence
	Examples      []Example           `toml:"example"` // of rules, in this language
}

// A List is entries of a lexicon. In TOML it is an array of strings, or, which is easier to write and quicker to read, one
// string of entries between commas and line breaks, with # before a comment.
type List []string

// kinds are the kinds of quantities, as phrases name them behind "#".
var kinds = []string{"count", "ppm", "percent", "amount", "times", "number"}

// withoutComment returns line up to a comment: "#", but not "#count", which is a quantity in a phrase.
func withoutComment(line string) string {
	for i := range len(line) {
		if line[i] == '#' && !slices.ContainsFunc(kinds, func(k string) bool { return strings.HasPrefix(line[i+1:], k) }) {
			return line[:i]
		}
	}
	return line
}

// UnmarshalTOML reads both ways of writing a list.
func (l *List) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		*l = make(List, 0, strings.Count(v, ",")+1)
		for line := range strings.Lines(v) {
			line = withoutComment(line)
			for entry := range strings.SplitSeq(line, ",") {
				if entry = strings.TrimSpace(entry); entry != "" {
					*l = append(*l, entry)
				}
			}
		}
		return nil
	case []any:
		*l = make(List, 0, len(v))
		for _, entry := range v {
			s, ok := entry.(string)
			if !ok {
				return fmt.Errorf("a list holds words, not %v", entry)
			}
			*l = append(*l, s)
		}
		return nil
	}
	return fmt.Errorf("a list is a string or an array of strings, not %v", v)
}

// An Example is a text with the quotes that a rule must find in it.
type Example struct {
	Rule        string   `toml:"rule"`
	Text        string   `toml:"text"`
	Name        string   `toml:"name"`
	Claims      string   `toml:"claims"`
	Ingredients string   `toml:"ingredients"`
	Market      string   `toml:"market"`
	Finds       []string `toml:"finds"`
}

// An Ending says which forms a word that ends so can take. In a form, "+" stands for the word's last letter once more.
type Ending struct {
	Ending string   `toml:"ending"`
	Forms  []string `toml:"forms"` // put in place of the ending
}

// Numbers are the words that quantities are written with.
type Numbers struct {
	Words   map[string]float64  `toml:"words"`   // "fifty" → 50
	Scales  map[string]float64  `toml:"scales"`  // "billion" → 1e9
	Plurals map[string]float64  `toml:"plurals"` // "billions" → 1e9: an amount with no number before it
	Units   map[string][]string `toml:"units"`   // kind of quantity (ppm, percent, amount, times) → its units
	Ranges  []string            `toml:"ranges"`  // "to", "and": between the ends of a range
	Not     Not                 `toml:"not"`
}

// Not holds the neighbours that keep a number from being a count.
type Not struct {
	Before List `toml:"before"` // "spf", "lot": the word before
	After  List `toml:"after"`  // "bottles sold", "women": the words after, up to three away
}

// Load reads every lexicon of the folder dir of files, in order of their tags.
func Load(files fs.FS, dir string) ([]*Lexicon, error) {
	names, err := fs.Glob(files, path.Join(dir, "*.toml"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var all []*Lexicon
	for _, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read lexicon %s: %w", name, err)
		}
		lex, err := Parse(strings.TrimSuffix(path.Base(name), ".toml"), string(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, lex)
	}
	return all, nil
}

// Parse reads a lexicon. A key that nobody knows is an error.
func Parse(tag, data string) (*Lexicon, error) {
	lex := &Lexicon{Tag: tag}
	meta, err := toml.Decode(data, lex)
	if err != nil {
		return nil, err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("unknown key %q", unknown[0])
	}
	return lex, nil
}

// Forms returns the forms of word, itself first.
func (l *Lexicon) Forms(word string) []string {
	forms := []string{word}
	for _, e := range l.Inflect {
		stem, ok := strings.CutSuffix(word, e.Ending)
		if !ok || stem == "" {
			continue
		}
		for _, f := range e.Forms {
			if rest, ok := strings.CutPrefix(f, "+"); ok {
				f = stem[len(stem)-1:] + rest
			}
			if f = stem + f; f != word {
				forms = append(forms, f)
			}
		}
		break
	}
	return forms
}
