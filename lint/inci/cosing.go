package inci

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Inventory is the kind of the export that lists ingredients. The others are "annex II" to "annex VI" of Regulation (EC)
// 1223/2009.
const Inventory = "inventory"

// Kinds are what the Commission's CosIng database exports, in the order they are saved in.
var Kinds = []string{Inventory, "annex II", "annex III", "annex IV", "annex V", "annex VI"}

// certain are the classes that every entry of an annex has. Annexes II and III give none: most of their entries hold for
// some products or amounts only.
var certain = map[string]string{"IV": "colourant", "V": "preservative", "VI": "uv-filter"}

// An Export is one CSV file of the CosIng database.
type Export struct {
	Kind     string // one of Kinds
	File     string // its name without its folder
	SHA256   string // of its bytes, in hex
	Dated    string // when the file says it was made, as it says it; "" when it does not
	Imported string // the day it was read, 2006-01-02
	Names    int    // names of ingredients in it
	Skipped  []Skipped
	lines    []string // as they are saved, see Import
}

// Entries returns how many ingredients the inventory has, or how many entries an annex.
func (e *Export) Entries() int { return len(e.lines) }

// Skipped is why records of an export were not taken.
type Skipped struct {
	Why   string
	Count int
	Line  int // of the first
}

// largestExport is the size, in bytes, of the largest export that is read. The inventory has about 10 MB.
const largestExport = 256 << 20

// A column is what a field of an export means.
type column int

const (
	unknown column = iota
	inciName
	otherName
	casNumber
	function
	restriction
	number     // of an entry of an annex
	glossary   // the names that an entry has in the glossary of ingredient names
	identified // ingredients that an entry covers
	chemical
	product
	maximum
	other
	wording
)

// headers are the titles of columns, as their letters and digits: "Ph. Eur. Name" is pheurname.
var headers = map[string]column{
	"inciname":    inciName,
	"innname":     otherName,
	"pheurname":   otherName,
	"cas":         casNumber,
	"casno":       casNumber,
	"casnumber":   casNumber,
	"function":    function,
	"functions":   function,
	"restriction": restriction, "restrictions": restriction,
	"referencenumber": number, "annexref": number,
	"nameofcommoningredientsglossary":                  glossary,
	"commoningredients":                                glossary,
	"glossaryname":                                     glossary,
	"colourindexnumber":                                glossary,
	"colourindexnumbernameofcommoningredientsglossary": glossary,
	"identifiedingredients":                            identified,
	"identifiedingredientsorsubstanceseg":              identified,
	"labelnamesidentified":                             identified,
	"chemicalnameinn":                                  chemical,
	"chemicalname":                                     chemical,
	"inn":                                              chemical,
	"producttype":                                      product,
	"producttypebodyparts":                             product,
	"maximumconcentration":                             maximum,
	"maximumconcentrationinreadyforusepreparation":     maximum,
	"other":                               other,
	"wordingofconditions":                 wording,
	"wordingofconditionsofuseandwarnings": wording,
	"thresholdtext":                       wording,
}

// foreign are files that people export by mistake, known by how they begin.
var foreign = []struct{ begins, message string }{
	{"\x1f\x8b", "it is compressed; unpack it first"},
	{"PK\x03\x04", "it is a workbook or an archive; save it as CSV in UTF-8, or unpack it"},
	{"\xd0\xcf\x11\xe0", "it is a workbook; save it as CSV in UTF-8"},
	{"\xff\xfe", "it is UTF-16; save it as CSV in UTF-8"},
	{"\xfe\xff", "it is UTF-16; save it as CSV in UTF-8"},
}

// ReadExport reads an export called path on the day of now. The error names the line.
func ReadExport(path string, in io.Reader, now time.Time) (*Export, error) {
	data, err := io.ReadAll(io.LimitReader(in, largestExport+1))
	if err != nil {
		return nil, fmt.Errorf("read it: %w", err)
	}
	if len(data) > largestExport {
		return nil, fmt.Errorf("it is larger than %d MB, which no export of CosIng is", largestExport>>20)
	}
	sum := sha256.Sum256(data)
	e := &Export{
		File: plain(filepath.Base(path)), SHA256: hex.EncodeToString(sum[:]), Imported: now.Format(time.DateOnly),
	}
	for _, f := range foreign {
		if bytes.HasPrefix(data, []byte(f.begins)) {
			return nil, errors.New(f.message)
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if line := notUTF8(data); line > 0 {
		return nil, fmt.Errorf("line %d is not UTF-8; save the file as CSV in UTF-8", line)
	}
	s, err := newSheet(data)
	if err != nil {
		return nil, err
	}
	e.Dated = dated(s.preamble)
	if e.Kind, err = s.kind(e.File); err != nil {
		return nil, err
	}
	r := &collection{sheet: s, export: e, seen: map[uint64]bool{}}
	if err := r.read(); err != nil {
		return nil, err
	}
	if len(e.lines) == 0 {
		return nil, fmt.Errorf("no record below line %d names an ingredient%s", s.line, reasons(e.Skipped))
	}
	if e.Kind == Inventory {
		sortLines(e.lines)
	}
	return e, nil
}

// reasons says why records were skipped, behind what came of it.
func reasons(all []Skipped) string {
	s := ""
	for _, r := range all {
		s += fmt.Sprintf("; line %d: %s", r.Line, r.Why)
	}
	return s
}

// sortLines sorts lines by their letters, whatever their case.
func sortLines(lines []string) {
	lower := make(map[string]string, len(lines))
	for _, line := range lines {
		lower[line] = strings.ToLower(line)
	}
	slices.SortFunc(lines, func(a, b string) int { return cmp.Or(strings.Compare(lower[a], lower[b]), strings.Compare(a, b)) })
}

// notUTF8 returns the first line of data that is not UTF-8, 0 when all are.
func notUTF8(data []byte) int {
	if utf8.Valid(data) {
		return 0
	}
	n := 0
	for line := range bytes.Lines(data) {
		n++
		if !utf8.Valid(line) {
			break
		}
	}
	return n
}

// A sheet is an export whose columns are known.
type sheet struct {
	preamble string
	line     int // of the header, from 1
	width    int // columns of the header
	columns  map[column][]int
	records  *csv.Reader
}

const (
	longestPreamble = 50       // lines before the header
	longestHeader   = 16 << 10 // bytes of the header and of the preamble each
)

// newSheet finds the header: the first line whose fields name a column of ingredients and one more, at any of the usual
// separators.
func newSheet(data []byte) (*sheet, error) {
	line, at, last := 1, 0, 1
	for line <= longestPreamble && at < len(data) && at < longestHeader {
		last = line
		next := bytes.IndexByte(data[at:], '\n')
		blank := next >= 0 && len(bytes.TrimSpace(data[at:at+next])) == 0 // the reader would pass over it and lose count
		for _, separator := range ",;\t" {
			if blank {
				break
			}
			if s := sheetAt(data[at:], separator); s != nil {
				s.preamble, s.line = string(data[:at]), line
				return s, nil
			}
		}
		if next < 0 {
			break
		}
		at, line = at+next+1, line+1
	}
	return nil, fmt.Errorf("line 1 to line %d: no column is titled “INCI name”; expected is the inventory or an annex of CosIng as CSV, with the titles it was downloaded with", last)
}

// sheetAt returns the sheet whose header data begins with, nil when it does not.
func sheetAt(data []byte, separator rune) *sheet {
	head := csv.NewReader(bytes.NewReader(data[:min(len(data), longestHeader)]))
	head.Comma, head.FieldsPerRecord = separator, -1
	titles, err := head.Read()
	if err != nil {
		return nil
	}
	s := &sheet{columns: map[column][]int{}, width: len(titles)}
	for i, title := range titles {
		if c := headers[key(title)]; c != unknown {
			s.columns[c] = append(s.columns[c], i)
		}
	}
	inventory := s.has(inciName) && len(s.columns) > 1
	if !inventory && !(s.has(number) && (s.has(glossary) || s.has(identified))) {
		return nil
	}
	s.records = csv.NewReader(bytes.NewReader(data))
	s.records.Comma, s.records.FieldsPerRecord, s.records.ReuseRecord = separator, -1, true
	s.records.Read() // the header, which was readable
	return s
}

func (s *sheet) has(c column) bool { return len(s.columns[c]) > 0 }

// fields returns the fields of a record that mean c, without those that state nothing.
func (s *sheet) fields(record []string, c column) (all []string) {
	for _, i := range s.columns[c] {
		if i < len(record) {
			if f := strings.TrimSpace(record[i]); f != "" && f != "-" {
				all = append(all, f)
			}
		}
	}
	return all
}

// field returns them as one.
func (s *sheet) field(record []string, c column) string {
	return plain(strings.Join(s.fields(record, c), "; "))
}

var annexNumber = regexp.MustCompile(`(?i)annex[ ._-]*(III|II|IV|VI|V)(?:[^a-z]|$)`)

// kind returns what the sheet is. Annexes III, V and VI have the same columns, so the lines above the header or the name of
// the file must tell.
func (s *sheet) kind(file string) (string, error) {
	if s.has(inciName) {
		return Inventory, nil
	}
	for _, words := range []string{s.preamble, file} {
		if m := annexNumber.FindStringSubmatch(words); m != nil {
			return "annex " + strings.ToUpper(m[1]), nil
		}
	}
	return "", fmt.Errorf("line %d has the columns of an annex, but neither the lines above nor the name of the file say which; name it like annex_III.csv", s.line)
}

var (
	madeOn = regexp.MustCompile(`(?i)(?:creation date|last update|date)\b[^0-9\n]*([0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4})`)
	spaces = regexp.MustCompile(`\s`)
)

// dated returns the date that the lines above the header state, as they state it.
func dated(preamble string) string {
	if m := madeOn.FindStringSubmatch(preamble); m != nil {
		return spaces.ReplaceAllString(m[1], "-")
	}
	return ""
}

// A collection takes the records of a sheet into an export.
type collection struct {
	*sheet
	export *Export
	seen   map[uint64]bool // names, by hash
}

func (r *collection) read() error {
	take := r.entry
	if r.export.Kind == Inventory {
		take = r.ingredient
	}
	for {
		record, err := r.records.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return r.broken(err)
		}
		if strings.TrimSpace(strings.Join(record, "")) == "" {
			continue
		}
		line, _ := r.records.FieldPos(0)
		why := ""
		if len(record) != r.width { // a comma that should be quoted puts every field into the next column
			why = fmt.Sprintf("not the %d columns of line %d", r.width, r.line)
		} else {
			why = take(record)
		}
		if why != "" {
			r.skip(why, r.line+line-1)
		}
	}
}

// broken says where and how the CSV is broken.
func (r *collection) broken(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return err
	}
	if parse.Line != parse.StartLine {
		return fmt.Errorf("line %d: a quotation mark in this record does not end where a field ends (line %d)", r.line+parse.StartLine-1, r.line+parse.Line-1)
	}
	return fmt.Errorf("line %d: a quotation mark stands inside a field; double it, or take the export as it was downloaded", r.line+parse.Line-1)
}

func (r *collection) skip(why string, line int) {
	for i := range r.export.Skipped {
		if s := &r.export.Skipped[i]; s.Why == why {
			s.Count++
			return
		}
	}
	r.export.Skipped = append(r.export.Skipped, Skipped{why, 1, line})
}

// ingredient takes a record of the inventory; why says why not.
func (r *collection) ingredient(record []string) (why string) {
	name := nameOf(r.field(record, inciName))
	if name == "" {
		return "no INCI name"
	}
	if h := hash(name); r.seen[h] {
		return "a name that stands above already"
	} else {
		r.seen[h] = true
	}
	others := distinct(append([]string{name}, r.fields(record, otherName)...))[1:]
	r.export.Names += 1 + len(others)
	r.export.lines = append(r.export.lines, strings.Join([]string{
		name, strings.Join(others, "; "), r.field(record, casNumber),
		strings.Join(functions(r.field(record, function)), ", "), strings.Join(references(r.field(record, restriction)), "; "),
	}, " | "))
	return ""
}

// entry takes an entry of an annex; why says why not.
func (r *collection) entry(record []string) (why string) {
	reference := strings.ReplaceAll(r.field(record, number), " ", "")
	if reference == "" {
		return "no reference number"
	}
	var names []string
	for _, f := range r.fields(record, glossary) {
		names = append(names, glossaryNames(f)...)
	}
	for _, f := range r.fields(record, identified) {
		names = append(names, identifiedNames(f)...)
	}
	if r.export.Kind == "annex II" {
		names = append(names, drug(r.field(record, chemical)))
	}
	if names = distinct(names); len(names) == 0 {
		return "no ingredient of the glossary named"
	}
	for _, n := range names {
		if h := hash(n); !r.seen[h] {
			r.seen[h] = true
			r.export.Names++
		}
	}
	annex := strings.TrimPrefix(r.export.Kind, "annex ")
	r.export.lines = append(r.export.lines, strings.Join([]string{
		annex + "/" + reference, strings.Join(names, "; "), r.field(record, casNumber), r.conditions(record),
	}, " | "))
	return ""
}

// conditions says in a line what an entry allows or, in annex II, what it prohibits.
func (r *collection) conditions(record []string) string {
	if r.export.Kind == "annex II" {
		return "prohibited: " + r.field(record, chemical)
	}
	var all []string
	for _, c := range []column{product, maximum, other, wording} {
		if f := r.field(record, c); f != "" {
			all = append(all, f)
		}
	}
	return strings.Join(all, "; ")
}

// plain returns s on one line, without what nobody sees and without the sign that parts the columns of a saved line.
func plain(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case c == '|':
			return '/'
		case unicode.IsSpace(c):
			return ' '
		case unicode.IsControl(c), unicode.Is(unicode.Cf, c):
			return -1
		}
		return c
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// nameOf returns a name without what parts names in a saved line, "" when no letter and no digit is in it.
func nameOf(s string) string {
	s = strings.Trim(plain(strings.ReplaceAll(s, ";", ",")), " ,*#")
	if key(s) == "" {
		return ""
	}
	return s
}

// distinct returns the names of all that differ by more than spelling, in order.
func distinct(all []string) (names []string) {
	seen := map[uint64]bool{}
	for _, n := range all {
		if n = nameOf(n); n != "" && !seen[hash(n)] {
			seen[hash(n)] = true
			names = append(names, n)
		}
	}
	return names
}

// functions returns functions as the built-in dictionary writes them: "UV ABSORBER" is UV absorber.
func functions(s string) (all []string) {
	for _, f := range strings.FieldsFunc(strings.ToLower(s), func(c rune) bool { return c == ',' || c == ';' }) {
		if f = strings.TrimSpace(f); f != "" {
			all = append(all, strings.TrimSpace(strings.TrimPrefix(strings.ReplaceAll(" "+f, " uv ", " UV "), " ")))
		}
	}
	return all
}

var reference = regexp.MustCompile(`^(II|III|IV|V|VI) ?/ ?([0-9]+ ?[a-z]*)$`)

// references returns the entries of annexes that the inventory refers to, "III/98"; what is no reference stays as it is.
func references(s string) (all []string) {
	for _, f := range strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ';' }) {
		if f = strings.TrimSpace(f); f == "" {
			continue
		}
		if reference.MatchString(f) {
			f = strings.ReplaceAll(f, " ", "")
		}
		all = append(all, f)
	}
	return all
}

// glossaryNames returns the names in a field of the glossary: "SORBIC ACID / SODIUM SORBATE", "Benzophenone-4; Benzophenone-5".
// A part that may still be several names, or one with a slash, is left out: the column of identified ingredients has it.
func glossaryNames(s string) (names []string) {
	s = strings.ReplaceAll(s, "\n", ";")
	for _, part := range strings.Split(strings.ReplaceAll(s, " / ", ";"), ";") {
		part = plain(note.ReplaceAllString(part, " "))
		if strings.ContainsAny(part, "/") || strings.Contains(part, ", ") || strings.Contains(strings.ToLower(part), " and ") {
			continue
		}
		names = append(names, part)
		if outside, inside := brackets(part); strings.HasPrefix(inside, "CI ") {
			names = append(names, outside, inside)
		}
	}
	return names
}

// note is a mark that points to a footnote: "(1)", "(*)".
var note = regexp.MustCompile(`\((?:[0-9]|\*+)\)`)

// identifiedNames returns the names in a field of identified ingredients, which semicolons part, or commas.
func identifiedNames(s string) (names []string) {
	s = note.ReplaceAllString(s, " ")
	parts := strings.FieldsFunc(s, func(c rune) bool { return c == ';' || c == '\n' })
	if len(parts) < 2 {
		parts = atCommas(s)
	}
	for _, part := range parts {
		if part = strings.TrimSpace(part); strings.HasPrefix(part, "CI ") { // "CI 45100/ ACID RED 52"
			names = append(names, strings.Split(part, "/")...)
		} else {
			names = append(names, part)
		}
	}
	return names
}

// atCommas cuts s at the commas that stand in no name.
func atCommas(s string) (parts []string) {
	start := 0
	for i := range len(s) {
		if s[i] == ',' && !inLocant(s, i) {
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// inLocant reports whether the comma at i stands in the locants of a name: "1,3-", "N,N'-", "2,2'".
func inLocant(s string, i int) bool {
	before := s[strings.LastIndexAny(s[:i], " ,-([")+1 : i]
	rest := s[i+1:]
	end := strings.IndexAny(rest, " ,-)]'")
	return end > 0 && rest[end] != ' ' && locantPart(before) && locantPart(rest[:end])
}

// locantPart reports whether s is a number of up to three figures or a letter, perhaps with a prime.
func locantPart(s string) bool {
	s = strings.TrimRight(s, "'")
	if len(s) == 1 && unicode.IsLetter(rune(s[0])) {
		return true
	}
	return len(s) > 0 && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// drug returns the name that annex II gives a medicine: "Methotrexate (INN)", "Aminocaproic acid (INN) and its salts".
func drug(chemical string) string {
	name, _, ok := strings.Cut(chemical, " (INN)")
	if !ok || strings.ContainsAny(name, ",([;/") || strings.Contains(name, " and ") {
		return ""
	}
	return name
}
