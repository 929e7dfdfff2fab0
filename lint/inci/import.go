package inci

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/exolint/exolint/lint/text"
)

// An Import is what was read from CosIng: at most one export of a kind, in the order of Kinds. It is saved as text that
// begins with what it is made of:
//
//	# exolint dictionary, format 1
//	# …
//	export | KIND | FILE | SHA-256 | ITS OWN DATE | LINES | NAMES | DAY OF THE IMPORT
//	body | BYTES | CRC-32C
//
// and an empty line. The body has, for each export, a title that begins with "#" and its lines:
//
//	INCI name | other names; in use | CAS number | functions | III/98; restrictions
//	III/98 | names; of its ingredients | CAS numbers | what it allows
type Import struct {
	Exports []*Export
}

// Add adds an export in place of the one of its kind.
func (i *Import) Add(e *Export) {
	i.Exports = slices.DeleteFunc(slices.Clone(i.Exports), func(o *Export) bool { return o.Kind == e.Kind })
	i.Exports = append(i.Exports, e)
	slices.SortFunc(i.Exports, func(a, b *Export) int {
		return cmp.Compare(slices.Index(Kinds, a.Kind), slices.Index(Kinds, b.Kind))
	})
}

// Sum identifies what was imported, whenever and wherever that was: a SHA-256 over the exports, in hex.
func (i *Import) Sum() string {
	h := sha256.New()
	for _, e := range i.Exports {
		fmt.Fprintf(h, "%s %s\n", e.Kind, e.SHA256)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Attribution names the source as the Commission's decision on reuse asks. It is the same wherever it is shown.
func (i *Import) Attribution() string {
	year := ""
	for _, e := range i.Exports {
		year = max(year, e.Imported[:4])
	}
	return "Source: European Commission, CosIng database, © European Union, 1995–" + year + ". Reuse is authorised provided the source is acknowledged (Commission Decision 2011/833/EU)."
}

const (
	magic       = "# exolint dictionary, format "
	format      = "1"
	longestHead = 16 << 10 // bytes
)

// title returns the line that opens the lines of an export.
func title(kind string) string {
	if kind == Inventory {
		return "# " + kind + ": INCI name | other names | CAS number | functions | restrictions\n"
	}
	return "# " + kind + ": entry | ingredients | CAS numbers | conditions\n"
}

// checksum returns the CRC-32C of s, which shows damage and costs next to nothing. It is taken in pieces, for a copy of all
// takes longer.
func checksum(s string) string {
	h := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	io.Copy(h, struct{ io.Reader }{strings.NewReader(s)})
	return fmt.Sprintf("%08x", h.Sum32())
}

// Text returns the import as it is saved. The same exports imported on the same day give the same bytes.
func (i *Import) Text() string {
	var body strings.Builder
	for _, e := range i.Exports {
		body.WriteString(title(e.Kind))
		for _, line := range e.lines {
			body.WriteString(line + "\n")
		}
	}
	var b strings.Builder
	b.WriteString(magic + format + `
# Written by "exolint inci import", used beside the dictionary that is built in. Import again rather than edit it: the bytes
# are counted and summed up.
# ` + i.Attribution() + `
#
# export | kind | file | SHA-256 | its own date | lines | names | imported on
`)
	for _, e := range i.Exports {
		fmt.Fprintf(&b, "export | %s | %s | %s | %s | %d | %d | %s\n", e.Kind, e.File, e.SHA256, e.Dated, len(e.lines), e.Names, e.Imported)
	}
	fmt.Fprintf(&b, "body | %d | %s\n\n", body.Len(), checksum(body.String()))
	b.WriteString(body.String())
	return b.String()
}

// Saved reports whether data is, or begins like, an import as it is saved.
func Saved(data string) bool { return strings.HasPrefix(data, magic) }

// A Head is what a saved import says of itself.
type Head struct {
	Import
	lines []int // of each export
	start int   // of the body
	size  int   // of the body, in bytes
	sum   string
}

// ReadHead reads what a saved import of size bytes says of itself, and not its body.
func ReadHead(in io.Reader, size int64) (*Head, error) {
	data, err := io.ReadAll(io.LimitReader(in, longestHead))
	if err != nil {
		return nil, err
	}
	h, err := head(string(data))
	if err == nil && int64(h.start+h.size) != size {
		err = fmt.Errorf("it has %d bytes and should have %d", size, h.start+h.size)
	}
	return h, err
}

var errNotSaved = errors.New("it is no dictionary that exolint saved")

func head(data string) (*Head, error) {
	if !Saved(data) {
		return nil, errNotSaved
	}
	h := &Head{}
	for line := range strings.Lines(data) {
		h.start += len(line)
		switch fields := columns(line); {
		case strings.HasPrefix(line, magic):
			if v := strings.TrimSpace(line[len(magic):]); v != format {
				return nil, fmt.Errorf("it has the format %s, and this exolint knows the format %s", v, format)
			}
		case line[0] == '#':
		case len(fields) == 8 && fields[0] == "export":
			e := &Export{Kind: fields[1], File: fields[2], SHA256: fields[3], Dated: fields[4], Imported: fields[7]}
			lines, err := strconv.Atoi(fields[5])
			names, err2 := strconv.Atoi(fields[6])
			if errors.Join(err, err2) != nil || !slices.Contains(Kinds, e.Kind) || len(e.Imported) != len("2006-01-02") {
				return nil, fmt.Errorf("its line %q cannot be read", strings.TrimSpace(line))
			}
			e.Names = names
			h.Exports, h.lines = append(h.Exports, e), append(h.lines, lines)
		case len(fields) == 3 && fields[0] == "body":
			h.size, _ = strconv.Atoi(fields[1])
			h.sum = fields[2]
			h.start++ // the empty line
			return h, nil
		default:
			return nil, fmt.Errorf("its line %q cannot be read", strings.TrimSpace(line))
		}
	}
	return nil, errors.New("its head has no end")
}

// ReadImport reads a saved import.
func ReadImport(data string) (*Import, error) {
	h, err := head(data[:min(len(data), longestHead)])
	if err != nil {
		return nil, err
	}
	if h.start+h.size != len(data) {
		return nil, fmt.Errorf("it has %d bytes and should have %d", len(data), h.start+h.size)
	}
	body := data[h.start:]
	if checksum(body) != h.sum {
		return nil, errors.New("its bytes are not those that were saved")
	}
	for n, e := range h.Exports {
		rest, ok := strings.CutPrefix(body, title(e.Kind))
		if !ok {
			return nil, fmt.Errorf("its part %s is missing", e.Kind)
		}
		body = rest
		e.lines = make([]string, 0, max(0, min(h.lines[n], len(body))))
		for range h.lines[n] {
			line, rest, ok := strings.Cut(body, "\n")
			if !ok {
				return nil, fmt.Errorf("its part %s ends early", e.Kind)
			}
			e.lines = append(e.lines, line)
			body = rest
		}
	}
	if body != "" {
		return nil, errors.New("something stands behind its end")
	}
	return &h.Import, nil
}

// columns returns the columns of a saved line.
func columns(line string) []string { return list(strings.TrimSpace(line), "|") }

// A Restriction is what the law of the EU says of an ingredient.
type Restriction struct {
	Reference string // the entry of an annex of Regulation (EC) 1223/2009, "III/98"; "" where there is none
	Text      string // the conditions; "" where only the reference is known
}

// Over returns a dictionary that asks base first and, for what base does not have, the import that load returns. Neither is
// made before a list is met; then both are, side by side. Names and classes of base stay as they are.
func Over(base func() *Dictionary, load func() (*Import, error)) *Dictionary {
	d := &Dictionary{}
	d.base = sync.OnceValue(func() *Dictionary {
		d.asked.Store(true)
		go d.imported()
		return base()
	})
	d.imported = sync.OnceValue(func() *shelf {
		d.asked.Store(true)
		i, err := load()
		if err != nil {
			d.failed.Store(&err)
			i = &Import{}
		}
		return newShelf(i)
	})
	return d
}

// Err returns why the import could not be read, nil when it could, when no list was met, or when d is nil. What was read
// without it is worth nothing.
func (d *Dictionary) Err() error {
	if d == nil || !d.asked.Load() {
		return nil
	}
	d.imported()
	if err := d.failed.Load(); err != nil {
		return *err
	}
	return nil
}

// Imported returns what was imported about the ingredient called name, under any of the names that the dictionary below has
// for it: its CAS number, functions and restrictions. It is nil when nothing was imported, or nothing about it.
func (d *Dictionary) Imported(name string) *Ingredient {
	if d.imported == nil {
		return nil
	}
	s := d.imported()
	if ing := s.lookup(hash(name)); ing != nil {
		return ing
	}
	if own := d.base().Lookup(name); own != nil {
		for _, n := range append([]string{own.Name}, own.Synonyms...) {
			if ing := s.lookup(hash(n)); ing != nil {
				return ing
			}
		}
	}
	return nil
}

// A shelf is an import made ready for lookups. Its lines are read when somebody asks for them.
type shelf struct {
	lines   []string // of the inventory
	entries []string // of the annexes
	stray   []string // names that only annexes have
	names   map[uint64]int32
	annexed map[uint64][]int32 // hash of a name → entries
	numbers map[string][]int32 // "III/98" → entries
	read    []atomic.Pointer[Ingredient]
}

// newShelf indexes the names of an import: names of the inventory go before other names, those before names of annexes.
func newShelf(i *Import) *shelf {
	s := &shelf{annexed: map[uint64][]int32{}, numbers: map[string][]int32{}}
	for _, e := range i.Exports {
		if e.Kind == Inventory {
			s.lines = e.lines
		} else {
			s.entries = append(s.entries, e.lines...)
		}
	}
	s.names = make(map[uint64]int32, len(s.lines)+len(s.lines)/8+2*len(s.entries))
	for n, line := range s.lines {
		name, _, _ := strings.Cut(line, "|")
		s.names[hash(name)] = int32(n)
	}
	for n, line := range s.lines {
		_, rest, _ := strings.Cut(line, "|")
		others, _, _ := strings.Cut(rest, "|")
		s.each(others, func(_ string, h uint64) {
			if _, taken := s.names[h]; !taken {
				s.names[h] = int32(n)
			}
		})
	}
	for n, line := range s.entries {
		number, rest, _ := strings.Cut(line, "|")
		names, _, _ := strings.Cut(rest, "|")
		number = strings.TrimSpace(number)
		s.numbers[number] = append(s.numbers[number], int32(n))
		s.each(names, func(name string, h uint64) {
			s.annexed[h] = append(s.annexed[h], int32(n))
			if _, taken := s.names[h]; !taken {
				s.names[h] = int32(len(s.lines) + len(s.stray))
				s.stray = append(s.stray, name)
			}
		})
	}
	s.read = make([]atomic.Pointer[Ingredient], len(s.lines)+len(s.stray))
	return s
}

// each calls f with the names of a column.
func (s *shelf) each(names string, f func(name string, h uint64)) {
	if strings.TrimSpace(names) == "" {
		return
	}
	for name := range strings.SplitSeq(names, ";") {
		f(strings.TrimSpace(name), hash(name))
	}
}

func (s *shelf) lookup(h uint64) *Ingredient {
	n, ok := s.names[h]
	if !ok {
		return nil
	}
	if ing := s.read[n].Load(); ing != nil {
		return ing
	}
	ing := s.parse(n)
	s.read[n].Store(ing)
	return ing
}

// parse reads the ingredient with the number n: its line, and the entries of annexes that name it.
func (s *shelf) parse(n int32) *Ingredient {
	ing := &Ingredient{}
	var references []string
	if int(n) < len(s.lines) {
		fields := append(columns(s.lines[n]), "", "", "", "")
		ing.Name, ing.Synonyms, ing.CAS, ing.Functions = fields[0], list(fields[1], ";"), fields[2], list(fields[3], ",")
		references = list(fields[4], ";")
	} else {
		ing.Name = s.stray[int(n)-len(s.lines)]
	}
	for _, r := range references {
		ing.restrict(s.restriction(r))
	}
	for _, name := range append([]string{ing.Name}, ing.Synonyms...) {
		for _, entry := range s.annexed[hash(name)] {
			fields := append(columns(s.entries[entry]), "", "", "", "")
			ing.restrict(Restriction{fields[0], fields[3]})
			if ing.CAS == "" && len(list(fields[1], ";")) == 1 {
				ing.CAS = fields[2]
			}
		}
	}
	var classes []string
	for _, r := range ing.Restrictions {
		annex, _, _ := strings.Cut(r.Reference, "/")
		if class := certain[annex]; class != "" && !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
	}
	ing.Classes = byPattern(text.Fold(ing.Name), classes)
	ing.selectors = selectors(ing.Name, ing.Classes)
	return ing
}

// restriction returns what the inventory says of an ingredient: a reference, with its conditions when one entry bears its
// number, or words.
func (s *shelf) restriction(r string) Restriction {
	if !reference.MatchString(r) {
		return Restriction{Text: r}
	}
	if entries := s.numbers[r]; len(entries) == 1 {
		if fields := columns(s.entries[entries[0]]); len(fields) > 3 {
			return Restriction{r, fields[3]}
		}
	}
	return Restriction{Reference: r}
}

// restrict adds a restriction that ing does not have. One without conditions gives way to one with them.
func (ing *Ingredient) restrict(r Restriction) {
	for i, own := range ing.Restrictions {
		if own == r || own.Reference == r.Reference && r.Text == "" {
			return
		}
		if own.Reference == r.Reference && own.Text == "" {
			ing.Restrictions[i] = r
			return
		}
	}
	ing.Restrictions = append(ing.Restrictions, r)
}
