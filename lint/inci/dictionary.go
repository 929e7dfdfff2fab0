package inci

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/exolint/exolint/lint/text"
)

//go:embed dictionary.txt
var dictionaryText string

// An Ingredient is one entry of the dictionary.
type Ingredient struct {
	Name      string
	Synonyms  []string
	Classes   []string // those of its line, and those that its name shows
	CAS       string   // "" where it is not certain
	Functions []string // in short words: humectant, preservative, …
	selectors []string

	Restrictions []Restriction // only where CosIng was imported, see Over
}

// A Dictionary finds ingredients by any of their names. Letter case, accents, spaces and punctuation do not matter. Its
// lines are read when somebody asks for them; until then it knows only where each name stands.
type Dictionary struct {
	lines []string
	names map[uint64]int32 // hash of a name's key → line
	read  []atomic.Pointer[Ingredient]

	// A dictionary that stands on another, made by Over, has no lines of its own.
	base     func() *Dictionary
	imported func() *shelf
	asked    atomic.Bool // whether base was made, so that the import is too
	failed   atomic.Pointer[error]
}

// builtIn is made when the first list is met: a label without one pays nothing.
var builtIn = sync.OnceValue(func() *Dictionary { return newDictionary(dictionaryText) })

// BuiltIn returns the dictionary that comes with exolint.
func BuiltIn() *Dictionary { return builtIn() }

// newDictionary returns the dictionary of lines of the form "Name | synonym; synonym | class, class | CAS | function,
// function". A name goes before a synonym of the same spelling, and of two synonyms the first.
func newDictionary(data string) *Dictionary {
	d := &Dictionary{names: make(map[uint64]int32, 8192)}
	for line := range strings.Lines(data) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			d.lines = append(d.lines, line)
		}
	}
	for n, line := range d.lines {
		name, _, _ := strings.Cut(line, "|")
		d.names[hash(name)] = int32(n)
	}
	for n, line := range d.lines {
		_, rest, _ := strings.Cut(line, "|")
		synonyms, _, _ := strings.Cut(rest, "|")
		for s := range strings.SplitSeq(synonyms, ";") {
			if s = strings.TrimSpace(s); s == "" {
				continue
			}
			h := hash(s)
			if _, taken := d.names[h]; !taken {
				d.names[h] = int32(n)
			}
		}
	}
	d.read = make([]atomic.Pointer[Ingredient], len(d.lines))
	return d
}

// Lookup returns the ingredient called name, nil when the dictionary has none.
func (d *Dictionary) Lookup(name string) *Ingredient {
	if d.base != nil {
		if ing := d.base().Lookup(name); ing != nil {
			return ing
		}
		return d.imported().lookup(hash(name))
	}
	n, ok := d.names[hash(name)]
	if !ok {
		return nil
	}
	if ing := d.read[n].Load(); ing != nil {
		return ing
	}
	ing := parse(d.lines[n])
	d.read[n].Store(ing)
	return ing
}

// mostSuggestions is how many names Suggest returns.
const mostSuggestions = 2

// Suggest returns the names nearest to one that the dictionary does not have, for a person to choose from, nil when none is near:
// a few letters away or begun like it, and with the same figures, for "Palmitoyl Tetrapeptide-3" is not "-7".
func (d *Dictionary) Suggest(name string) (near []string) {
	if d.base != nil { // who types a name wrong means a usual one
		return d.base().Suggest(name)
	}
	type suggestion struct {
		name     string
		distance int
	}
	var all []suggestion
	wanted := key(name)
	limit := 1 + len(wanted)/6
	if len(wanted) < 4 {
		return nil
	}
	for _, line := range d.lines {
		fields := strings.SplitN(line, "|", 3)
		own := strings.TrimSpace(fields[0])
		best := limit
		for i, n := range append([]string{own}, strings.Split(fields[1], ";")...) {
			k := key(n)
			if i > 0 && k == "" || figures(k) != figures(wanted) {
				continue
			}
			if len(k) > len(wanted) && strings.HasPrefix(k, wanted) && len(wanted) >= 8 {
				best = min(best, 1)
			}
			best = min(best, text.Distance(k, wanted, best))
		}
		if best < limit {
			all = append(all, suggestion{own, best})
		}
	}
	slices.SortStableFunc(all, func(a, b suggestion) int { return a.distance - b.distance })
	for _, s := range all {
		if len(near) < mostSuggestions && s.distance == all[0].distance {
			near = append(near, s.name)
		}
	}
	return near
}

// figures returns the digits of a key.
func figures(key string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, key)
}

// Len returns how many ingredients are built in.
func (d *Dictionary) Len() int {
	if d.base != nil {
		return d.base().Len()
	}
	return len(d.lines)
}

// All yields every ingredient that is built in, in the order of the file.
func (d *Dictionary) All() iter.Seq[*Ingredient] {
	if d.base != nil {
		return d.base().All()
	}
	return func(yield func(*Ingredient) bool) {
		for _, line := range d.lines {
			if !yield(parse(line)) {
				return
			}
		}
	}
}

func parse(line string) *Ingredient {
	var fields [5]string
	for i := range fields {
		fields[i], line, _ = strings.Cut(line, "|")
		fields[i] = strings.TrimSpace(fields[i])
	}
	ing := &Ingredient{Name: fields[0], Synonyms: list(fields[1], ";"), CAS: fields[3], Functions: list(fields[4], ",")}
	ing.Classes = byPattern(text.Fold(ing.Name), list(fields[2], ","))
	ing.selectors = selectors(ing.Name, ing.Classes)
	return ing
}

// hash returns the FNV-1a hash of a name's key, that is of its folded letters and digits.
func hash(name string) uint64 {
	var room [96]byte
	h := uint64(14695981039346656037)
	for _, c := range appendKey(room[:0], name) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

func list(s, separator string) []string {
	if s == "" {
		return nil
	}
	all := strings.Split(s, separator)
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// selectors returns everything a rule may find the ingredient by: "*", its name folded, and its classes behind a percent
// sign.
func selectors(name string, classes []string) []string {
	all := make([]string, 0, 2+len(classes))
	all = append(all, "*", text.Fold(name))
	for _, c := range classes {
		all = append(all, "%"+c)
	}
	return all
}

// key returns what names are compared by: their folded letters and digits.
func key(name string) string { return string(appendKey(nil, name)) }

func appendKey(b []byte, name string) []byte {
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			b = append(b, c)
		case 'A' <= c && c <= 'Z':
			b = append(b, c+'a'-'A')
		case c >= 0x80:
			return appendFolded(b, name[i:])
		}
	}
	return b
}

// appendFolded is appendKey for a name beyond ASCII.
func appendFolded(b []byte, name string) []byte {
	folded := text.Fold(name)
	for i := 0; i < len(folded); i++ {
		if c := folded[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80 {
			b = append(b, c)
		}
	}
	return b
}

// Same reports whether two names are spellings of one.
func Same(a, b string) bool { return key(a) == key(b) }

// identify gives e its name, its classes and what else its words say. ing is nil where the dictionary has none.
func identify(e *Entry, ing *Ingredient) {
	if ing != nil {
		e.take(ing)
		if e.Text == ing.Name || hash(e.Text) == hash(ing.Name) {
			return
		}
	}
	lower := text.Fold(e.Text)
	e.Percent, _, _ = share(e.Text)
	e.Text = bare(e.Text)
	e.Nano = strings.Contains(lower, "[nano]") || strings.Contains(lower, "(nano)")
	if !e.Known {
		e.Name = e.Text
		if outside, _ := brackets(e.Name); outside != "" { // a common name: "Salvia Officinalis (Sage) Extract"
			e.Name = outside
		}
	}
	e.Classes = byPattern(lower, slices.Clip(e.Classes))
	e.Selectors = selectors(e.Name, e.Classes)
}

func (e *Entry) take(ing *Ingredient) {
	e.Name, e.Known, e.Classes, e.Functions, e.Selectors = ing.Name, true, ing.Classes, ing.Functions, ing.selectors
}

// grownAs stand before the name of an ingredient and do not belong to it.
var grownAs = []string{"certified organic ", "organic ", "wildcrafted ", "wild harvested "}

// andMore stand behind the last of some ingredients that a text names: "and others".
var andMore = []string{" 등", "等", "など", " etc"}

// candidates returns the names that an entry may go by, the whole first: without its percentage and marks, without its
// brackets, what stands in them, and the parts that slashes join.
func candidates(entry string) []string {
	base := entry
	if percent, start, end := share(base); percent != nil {
		behind := strings.TrimLeft(base[end:], " )）]")
		base = strings.TrimRight(base[:start], " \u00a0,.:-–(（[<~≥≤>")
		if behind != "" {
			base = strings.TrimSpace(base + " " + behind)
		}
	}
	if i := strings.IndexByte(base, '<'); i > 0 { // "Mica <ILN50730>"
		base = strings.TrimSpace(base[:i])
	}
	for _, grown := range grownAs {
		if len(base) > len(grown) && strings.EqualFold(base[:len(grown)], grown) {
			base = base[len(grown):]
			break
		}
	}
	for _, more := range andMore {
		if cut, ok := strings.CutSuffix(base, more); ok {
			base = strings.TrimSpace(cut)
			break
		}
	}
	all := []string{base}
	outside, inside := base, ""
	if strings.ContainsAny(base, "([") {
		outside, inside = brackets(base)
		all = append(all, outside, inside)
	}
	if !strings.ContainsAny(outside, "/\\") {
		return all
	}
	for part := range strings.FieldsFuncSeq(outside, func(r rune) bool { return r == '/' || r == '\\' }) {
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
			bare == "proprietaryexosomecomplex" || bare == "nanovesicle" || bare == "plantderivedexosome" || bare == "stemcellexosome" {
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
	if strings.HasPrefix(name, "milk ") || name == "milk" || has("goat milk", "cow milk", "whole milk", "skim milk", "milk exosome", "milk protein", "milk extracellular", "colostrum", "bovine", "salmon", "placental", "porcine", "goat", "snail") && !has("coconut milk", "oat milk", "rice milk", "almond milk", "thistle", "soy milk", "milk vetch", "milkweed") {
		add("animal")
	}
	if has(" callus", " leaf", " root", " fruit", " seed", " flower", " stem extract", " bark", " peel") {
		add("plant")
	}
	return classes
}

// Looks reports whether t is an ingredient list: most of its entries are ingredients that are known or that are named
// like one. Prose is told apart by its commas first, which costs next to nothing.
func (d *Dictionary) Looks(t string) bool {
	if len(t) > longestSample {
		t = t[:longestSample]
	}
	commas := strings.Count(t, ",")
	if len(t) > (commas+1)*longestEntry || strings.Count(t, ". ") > 2+commas/4 {
		return false
	}
	entries, known, alike := 0, 0, 0
	r := reading{Dictionary: d, text: t}
	for _, span := range split(t, text.Span{End: len(t)}) {
		span, ok := clean(t, span)
		if ok {
			span, ok = r.untitled(span)
		}
		if !ok {
			continue
		}
		if entries++; entries == 6 && known == 0 {
			return false
		}
		switch entry := t[span.Start:span.End]; {
		case len(entry) > 90:
		case d.find(entry) != nil:
			known++
		case named(entry):
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

const (
	longestSample = 20_000 // bytes of a text that are looked at
	longestEntry  = 45     // bytes between commas, on average, in a list; prose has more
)

// endings are how chemical and botanical names end.
var endings = []string{"ate", "ol", "one", "ide", "ine", "in", "acid", "oil", "extract", "gum", "wax", "butter", "water", "ose", "yl", "ene", "ium", "filtrate", "vesicles", "exosomes", "media", "copolymer", "crosspolymer", "cellulose", "peptide", "powder", "juice"}

// named reports whether an entry is written as an ingredient: few words, the last of them ending like one.
func named(entry string) bool {
	outside := entry
	if strings.ContainsAny(entry, "([") {
		outside, _ = brackets(entry)
	}
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
