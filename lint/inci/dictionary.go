package inci

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/exolint/exolint/lint/text"
)

//go:embed dictionary.txt
var dictionaryText string

// An Ingredient is one entry of the dictionary.
type Ingredient struct {
	Name      string
	Synonyms  []string
	Classes   []string
	CAS       string   // "" where it is not certain
	Functions []string // in short words: humectant, preservative, …
}

// A Dictionary finds ingredients by any of their names. Letter case, accents, spaces and punctuation do not matter.
type Dictionary map[string]*Ingredient

// builtIn is read when the first list is met: a label without one pays nothing.
var builtIn = sync.OnceValue(func() Dictionary { return read(dictionaryText) })

// BuiltIn returns the dictionary that comes with exolint.
func BuiltIn() Dictionary { return builtIn() }

// read reads lines of the form "Name | synonym; synonym | class, class | CAS | function, function".
func read(data string) Dictionary {
	d := Dictionary{}
	for line := range strings.Lines(data) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		var fields [5]string
		for i, f := range strings.SplitN(line, " | ", 5) {
			fields[i] = strings.Trim(f, " |")
		}
		ing := &Ingredient{Name: fields[0], Synonyms: list(fields[1], ";"), Classes: list(fields[2], ","), CAS: fields[3], Functions: list(fields[4], ",")}
		d[key(ing.Name)] = ing
		for _, s := range ing.Synonyms {
			if k := key(s); d[k] == nil {
				d[k] = ing
			}
		}
	}
	return d
}

func list(s, separator string) []string {
	var all []string
	for _, item := range strings.Split(s, separator) {
		if item = strings.TrimSpace(item); item != "" {
			all = append(all, item)
		}
	}
	return all
}

// Key returns what names are compared by: their folded letters and digits.
func key(name string) string {
	folded := text.Fold(name)
	var b strings.Builder
	b.Grow(len(folded))
	for i := 0; i < len(folded); i++ {
		if c := folded[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80 {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// Same reports whether two names are spellings of one.
func Same(a, b string) bool { return key(a) == key(b) }

// Lookup returns the ingredient called name, nil when the dictionary has none.
func (d Dictionary) Lookup(name string) *Ingredient { return d[key(name)] }

// identify gives e its name and classes.
func identify(e *Entry) {
	e.Percent = percent(e.Text)
	lower := text.Fold(e.Text)
	e.Nano = strings.Contains(lower, "[nano]") || strings.Contains(lower, "(nano)")
	e.Name = e.Text
	for _, candidate := range candidates(e.Text) {
		if ing := BuiltIn().Lookup(candidate); ing != nil {
			e.Name, e.Known = ing.Name, true
			e.Classes = append(e.Classes, ing.Classes...)
			break
		}
	}
	e.Classes = byPattern(lower, e.Classes)
}

// candidates returns the names that an entry may go by, the whole first: without its percentage and marks, without its
// brackets, what stands in them, and the parts that slashes join.
func candidates(entry string) []string {
	base := entry
	if i := strings.IndexByte(base, '%'); i >= 0 {
		start := i
		for start > 0 && (digit(base[start-1]) || strings.IndexByte(" .,(", base[start-1]) >= 0) {
			start--
		}
		end := i + 1
		if end < len(base) && base[end] == ')' {
			end++
		}
		base = strings.TrimSpace(base[:start] + " " + base[end:])
	}
	base = strings.Join(strings.Fields(base), " ")
	all := []string{base}
	outside, inside := brackets(base)
	if inside != "" {
		all = append(all, outside, inside)
	}
	for _, part := range strings.Split(outside, "/") {
		all = append(all, strings.TrimSpace(part))
	}
	return all
}

// brackets returns what stands outside the brackets of s and what stands in the first of them.
func brackets(s string) (outside, inside string) {
	var out strings.Builder
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '(' || c == '[':
			depth++
			if depth == 1 && inside == "" {
				if end := strings.IndexAny(s[i:], ")]"); end > 0 {
					inside = s[i+1 : i+end]
				}
			}
		case c == ')' || c == ']':
			depth = max(0, depth-1)
		case depth == 0:
			out.WriteByte(c)
		}
	}
	return strings.Join(strings.Fields(out.String()), " "), strings.TrimSpace(inside)
}

// byPattern adds the classes that a name shows by its words, whether or not the dictionary has it.
func byPattern(name string, classes []string) []string {
	add := func(class string) {
		for _, c := range classes {
			if c == class {
				return
			}
		}
		classes = append(classes, class)
	}
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(name, w) {
				return true
			}
		}
		return false
	}
	if has("exosome", "extracellular vesicle", "nanovesicle", "exosome-like") {
		add("vesicle")
		if bare := strings.Trim(key(name), "s"); bare == "exosome" || bare == "extracellularvesicle" || bare == "plantexosome" || bare == "exosomecomplex" ||
			bare == "plantexosome" || bare == "proprietaryexosomecomplex" || bare == "nanovesicle" || bare == "plantderivedexosome" || bare == "stemcellexosome" {
			add("vesicle-unnamed")
		}
	}
	if has("conditioned media", "conditioned medium", "secretome", "lysate", "ferment filtrate", "sh-oligopeptide", "sh-polypeptide", "rh-oligopeptide", "rh-polypeptide", "platelet extract", "culture medi", "culture supernatant") && !has("vesicle", "exosome") {
		add("conditioned-media")
	}
	if strings.HasPrefix(name, "human ") && !has("human oligopeptide", "human polypeptide", "human-identical", "human identical") {
		add("human")
	}
	if has("umbilical", "placenta", "amnio", "wharton", "cord blood", "cord lining") && !has("plant placenta", "soy placenta", "seed") {
		add("cord-placenta")
	}
	if has("milk", "colostrum", "bovine", "salmon", "placental", "porcine", "goat", "snail") && !has("coconut milk", "oat milk", "rice milk", "almond milk", "thistle", "soy milk", "milk vetch", "milkweed") {
		add("animal")
	}
	if has(" callus", " leaf", " root", " fruit", " seed", " flower", " stem extract", " bark", " peel") {
		add("plant")
	}
	return classes
}

// Looks reports whether t, which has commas, is an ingredient list: most of its entries are ingredients that are known or
// that are named like one.
func Looks(t string) bool {
	if len(t) > 20_000 {
		t = t[:20_000]
	}
	entries, known, alike := 0, 0, 0
	for _, span := range split(t) {
		e, ok := entry(t, span)
		if !ok {
			continue
		}
		entries++
		if len(e.Text) > 90 {
			continue
		}
		found := false
		for _, c := range candidates(e.Text) {
			if BuiltIn().Lookup(c) != nil {
				found = true
				break
			}
		}
		switch {
		case found:
			known++
		case named(e.Text):
			alike++
		}
	}
	switch {
	case entries == 0:
		return false
	case entries == 1:
		return known == 1
	}
	return known > 0 && (known+alike)*10 >= entries*7 && known*3 >= entries
}

// endings are how chemical and botanical names end.
var endings = []string{"ate", "ol", "one", "ide", "ine", "in", "acid", "oil", "extract", "gum", "wax", "butter", "water", "ose", "yl", "ene", "ium", "filtrate", "vesicles", "exosomes", "media", "copolymer", "crosspolymer", "cellulose", "peptide", "powder", "juice"}

// named reports whether an entry is written as an ingredient: few words, the last of them ending like one.
func named(entry string) bool {
	outside, _ := brackets(entry)
	words := strings.Fields(outside)
	if len(words) == 0 || len(words) > 7 {
		return false
	}
	last := strings.ToLower(strings.Trim(words[len(words)-1], ".,*0123456789-%"))
	for _, e := range endings {
		if strings.HasSuffix(last, e) && (len(last) > len(e)+1 || len(words) > 1) {
			return true
		}
	}
	return false
}
