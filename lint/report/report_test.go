package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/text"
)

var update = flag.Bool("update", false, "write the goldens")

const golden = "../../testdata/report"

// stories are the runs whose reports are kept in testdata/report, as <name>.<format>.
var stories = []struct {
	name    string
	run     *Run
	style   Style
	formats string // whose output is kept; "" for all
}{
	{"nothing", run(label("serum.txt", "Aqua, Glycerin."), label("cream.txt", "A cream.")), Style{}, ""},
	{"one", run(label("serum.txt", "Exo Serum\nContains 20 billion exosomes per vial.\n", uncounted("20 billion exosomes"))), Style{}, ""},
	{"many", many(), Style{}, "text compact"},
	{"hostile", hostile(), Style{}, ""},
	{"wide", wide(), Style{}, ""},
	{"lines", lineBreaks(), Style{Width: 60}, "text"},
	{"clipped", clipped(), Style{Width: 60}, "text"},
	{"unread", unread(), Style{}, ""},
	{"unread-and-wrong", unreadAndWrong(), Style{}, ""},
	{"empty", run(Input{Path: "empty.txt", Format: "text", SHA256: sum}), Style{}, "text"},
	{"records", records(), Style{}, ""},
	{"per-record", records(), Style{PerRecord: true}, "jsonl"},
	{"excused", excused(), Style{WhyNot: true}, "text compact"},
	{"imported", imported(), Style{}, "json"},
	{"coloured", many(), Style{Color: true}, "text compact"},
}

func TestGoldens(t *testing.T) {
	schema := compile(t)
	for _, story := range stories {
		for _, f := range Formats {
			if story.formats != "" && !slices.Contains(strings.Fields(story.formats), f.Name) {
				continue
			}
			t.Run(story.name+"."+f.Name, func(t *testing.T) {
				got := write(t, f, story.run, story.style)
				if again := write(t, f, story.run, story.style); again != got {
					t.Errorf("written again it differs:\n%s", again)
				}
				invisible(t, got, story.style.Color)
				valid(t, schema, f.Name, got)
				file := filepath.Join(golden, story.name+"."+f.Name)
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatalf("%v (write it with -update, then read it)", err)
				}
				if got != string(want) {
					t.Errorf("got:\n%s\nwant:\n%s", got, want)
				}
			})
		}
	}
}

// Colour adds to the report and changes nothing in it.
func TestColour(t *testing.T) {
	paint := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for _, story := range stories {
		for _, f := range Formats {
			bare, painted := story.style, story.style
			bare.Color, painted.Color = false, true
			got := paint.ReplaceAllString(write(t, f, story.run, painted), "")
			if want := write(t, f, story.run, bare); got != want {
				t.Errorf("%s.%s: got:\n%s\nwant:\n%s", story.name, f.Name, got, want)
			}
		}
	}
}

func TestLookup(t *testing.T) {
	tests := []struct{ name, find, err string }{
		{"known", "jsonl", ""},
		{"letters swapped", "jsno", `there is no output format "jsno"; the formats are text, compact, json and jsonl, and json is the nearest`},
		{"upper case", "TEXT", `there is no output format "TEXT"; the formats are text, compact, json and jsonl, and text is the nearest`},
		{"nothing near", "spreadsheet", `there is no output format "spreadsheet"; the formats are text, compact, json and jsonl`},
		{"empty", "", `there is no output format ""; the formats are text, compact, json and jsonl`},
		{"hostile", "\x1b[31m", `there is no output format "\x1b[31m"; the formats are text, compact, json and jsonl`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Lookup(tt.find)
			if tt.err == "" && (err != nil || f.Name != tt.find || f.Write == nil) {
				t.Errorf("Lookup(%q) = %q, %v", tt.find, f.Name, err)
			}
			if tt.err != reason(err) {
				t.Errorf("Lookup(%q): got %v, want %s", tt.find, err, tt.err)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	read := Input{Items: 1}
	lost := Input{Err: errors.New("lost")}
	half := Input{Items: 2, Products: []Product{{}, {Err: errors.New("no object")}, {}}}
	one := []finding.Finding{{Severity: finding.Warning}}
	tests := []struct {
		name string
		run  Run
		want string
	}{
		{"clean", Run{Rules: 1, Inputs: []Input{read}}, "no rule fired in 1 label; this is not an approval"},
		{"one finding", Run{Rules: 1, Inputs: []Input{read, read}, Findings: one}, "1 warning in 2 labels"},
		{"each severity", Run{Rules: 1, Inputs: []Input{read}, Findings: []finding.Finding{
			{Severity: finding.Info}, {Severity: finding.Error}, {Severity: finding.Warning}, {Severity: finding.Error},
		}}, "2 errors, 1 warning and 1 note in 1 label"},
		{"nothing read", Run{Rules: 1, Inputs: []Input{lost}}, "1 input could not be read; nothing was checked"},
		{"one of two read", Run{Rules: 1, Inputs: []Input{read, lost}}, "1 input could not be read; no rule fired in the 1 label read"},
		{"unread, and a finding", Run{Rules: 1, Inputs: []Input{read, lost, lost}, Findings: one}, "1 warning in 1 label; 2 inputs could not be read"},
		{"a record unread", Run{Rules: 1, Inputs: []Input{half}}, "1 record could not be read; no rule fired in the 2 labels read"},
		{"both unread", Run{Rules: 1, Inputs: []Input{half, lost}}, "1 input and 1 record could not be read; no rule fired in the 2 labels read"},
		{"no label", Run{Rules: 1, Inputs: []Input{{}}}, "there was no label to read; nothing was checked"},
		{"no rule", Run{Inputs: []Input{read}}, "no rule ran; nothing was checked"},
		{"two markets", Run{Rules: 1, Inputs: []Input{read}, Markets: []string{"us", "eu"}}, "no rule fired in 1 label; this is not an approval · markets: US, EU"},
		{"all markets", Run{Rules: 1, Inputs: []Input{read}, Markets: []string{"us"}, AllMarkets: true}, "no rule fired in 1 label; this is not an approval · markets: US (all)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.run.Summary(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A write that fails is said, not swallowed.
func TestWriteFails(t *testing.T) {
	for _, f := range Formats {
		if err := f.Write(full{}, many(), Style{}); !errors.Is(err, errFull) {
			t.Errorf("%s: got %v, want %v", f.Name, err, errFull)
		}
	}
}

type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

// The schema names every field of the contract, and requires it.
func TestSchemaIsWhole(t *testing.T) {
	var schema struct {
		ID   string `json:"$id"`
		Defs map[string]struct {
			Required   []string
			Properties map[string]any
		} `json:"$defs"`
	}
	if err := json.Unmarshal(Schema, &schema); err != nil {
		t.Fatal(err)
	}
	if schema.ID != schemaID {
		t.Errorf("$id is %s, want %s", schema.ID, schemaID)
	}
	optional := map[string]int{"input": 1, "product": 1} // error
	for name, def := range schema.Defs {
		if want := len(def.Properties) - optional[name]; len(def.Required) != want {
			t.Errorf("%s requires %d of its fields, want %d", name, len(def.Required), want)
		}
	}
}

func write(t *testing.T, f Format, r *Run, s Style) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, r, s); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return b.String()
}

// invisible fails t when report holds anything that must not reach a terminal.
func invisible(t *testing.T, report string, painted bool) {
	t.Helper()
	for at, r := range report {
		if r == '\n' || r == 0x1B && painted || !unseen(r) {
			continue
		}
		t.Errorf("%U at %d reached the report", r, at)
	}
}

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(schemaID, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(schemaID)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// valid fails t when report, written as format, breaks the schema. Formats that are not JSON have none.
func valid(t *testing.T, schema *jsonschema.Schema, format, report string) {
	t.Helper()
	var parts []string
	switch format {
	case "json":
		parts = []string{report}
	case "jsonl":
		parts = strings.SplitAfter(report, "\n")
		parts = parts[:len(parts)-1]
	}
	for _, part := range parts {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(part))
		if err != nil {
			t.Fatalf("%v in %s", err, part)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%#v\n%s", err, part)
		}
	}
}

// The rest makes runs. Findings are made from the words they are about.

const sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

var markets = []string{"us", "eu", "uk", "ca", "au", "kr", "jp", "cn", "tw"}

func run(inputs ...Input) *Run {
	r := &Run{Version: "0.1.0", Rules: 120, RulesSum: sum, Markets: markets, AllMarkets: true, Inputs: inputs}
	for _, in := range inputs {
		for _, p := range in.Products {
			r.Findings = append(r.Findings, p.Findings...)
		}
	}
	return r
}

// imported is a run beside whose built-in ingredients CosIng was imported.
func imported() *Run {
	r := run(label("serum.txt", "Aqua, Glycerin."))
	r.Dictionary = sum
	return r
}

// A claim finds something in a source.
type claim func(*text.Source) finding.Finding

func label(path, words string, claims ...claim) Input {
	s := &text.Source{Path: path, Text: words}
	return Input{Path: path, Format: "text", SHA256: sum, Items: 1, Products: []Product{{Findings: all(s, claims)}}}
}

func all(s *text.Source, claims []claim) (findings []finding.Finding) {
	for _, c := range claims {
		findings = append(findings, c(s))
	}
	return findings
}

// in returns the span of words in s. It panics when they are not there, since a story was written wrong.
func in(s *text.Source, words string) text.Span {
	at := strings.Index(s.Text, words)
	if at < 0 {
		panic("no " + words + " in " + s.Text)
	}
	return text.Span{Start: at, End: at + len(words)}
}

func uncounted(words string) claim {
	return func(s *text.Source) finding.Finding {
		return finding.Finding{
			Rule: "exosome-counts-without-method", Family: "exosome-count", Severity: finding.Error,
			Message:    "“" + words + "” names no way to check the count",
			Suggestion: "name the method and the time, for example “1.1 × 10¹⁰ particles per mL by NTA at fill”, or drop the number",
			Evidence:   "count-assay",
			Source:     s, Span: in(s, words), Section: "claims", Markets: markets,
			Basis: []finding.Basis{
				{ID: "EU-05", Title: "Regulation (EU) No 655/2013 on common criteria for cosmetic claims", Article: "Annex, point 3", URL: "https://eur-lex.europa.eu/eli/reg/2013/655/oj"},
				{ID: "SCI-06", Title: "MISEV2023, J Extracell Vesicles 2024;13:e12404", URL: "https://pmc.ncbi.nlm.nih.gov/articles/PMC10850029/"},
			},
		}
	}
}

func treats(words string) claim {
	return func(s *text.Source) finding.Finding {
		return finding.Finding{
			Rule: "disease-treatments", Family: "drug-claim", Severity: finding.Warning,
			Message:    "“" + words + "” promises to treat a disease",
			Suggestion: "say what can be seen, for example “leaves skin looking calmer”",
			Evidence:   "none",
			Source:     s, Span: in(s, words), Section: "claims", Markets: []string{"us", "kr"},
			Basis: []finding.Basis{
				{ID: "US-01", Title: "Federal Food, Drug, and Cosmetic Act", Article: "section 201(g)(1)", URL: "https://uscode.house.gov/"},
				{ID: "US-02", Title: "Federal Food, Drug, and Cosmetic Act", Article: "section 201(i)", URL: "https://uscode.house.gov/"},
				{ID: "EU-01", Title: "Regulation (EC) No 1223/2009 on cosmetic products", Article: "Art. 2(1)(a)", URL: "https://eur-lex.europa.eu/eli/reg/2009/1223/oj"},
				{ID: "KR-01", Title: "Cosmetics Act (Korea)", Article: "Art. 13", URL: "https://www.law.go.kr/"},
			},
		}
	}
}

func scented(words, promise string) claim {
	return func(s *text.Source) finding.Finding {
		return finding.Finding{
			Rule: "scented-fragrance-free-products", Family: "free-from", Severity: finding.Info,
			Message:    "“" + words + "” scents a product that says “" + promise + "”",
			Suggestion: "remove the ingredient or the words “fragrance-free”",
			Evidence:   "none",
			Source:     s, Span: in(s, words), Section: "ingredients", Markets: markets,
			Notes: []finding.Note{{Source: s, Span: in(s, promise), Message: "the promise is here"}},
		}
	}
}

func many() *Run {
	return run(
		label("serum.txt", "Fragrance-free serum.\n\nHeals eczema and acne.\nContains 20 billion exosomes per vial.\n\n\n\n\n"+
			"Directions: apply at night.\nIngredients: Aqua, Parfum, Glycerin.\n",
			treats("Heals eczema"), uncounted("20 billion exosomes"), scented("Parfum", "Fragrance-free")),
		label("copy/cream.txt", "Fragrance-free cream. Ingredients: Aqua, Parfum.\nIngredients: Aroma. Fragrance-free, really.\n",
			scented("Parfum", "Fragrance-free"), scented("Aroma", "Fragrance-free, really")),
	)
}

// hostile is text that would move the cursor, forge a link, turn the line round or hide, in every place a stranger can
// write to.
func hostile() *Run {
	const words = "\x1b[2J\x1b]8;;http://evil.example\x1b\\heals\x1b]8;;\x1b\\ ec\u200bzema"
	input := label("a\x1b[31m\u202eb.txt", "Nul \x00, del \x7f, csi \u009b31m, bad \xff.\nA lone return\rstarts a line.\n"+
		"\t\u202e"+words+"\u202c now\u2028\u2029\U000E0041.\r\nZ\u0301\u0301\u0301\u0301\u0301\u0301algo <b>&amp;</b>, 20 billion exosomes\r\nper vial.\n",
		treats(words), uncounted("20 billion exosomes\r\nper vial"), treats("\x00"), treats("\xff"))
	findings := input.Products[0].Findings
	findings[0].Rule = "disease\x1b[0m-treatments"
	findings[0].Suggestion = "say\nwhat can\u0007 be seen"
	findings[0].Basis[0].Title = "Act\u200e\x1b[1m"
	source := findings[0].Source
	findings[0].Notes = []finding.Note{{Source: source, Span: in(source, "\u2028"), Message: "a line\u2028separator"}}
	return run(input)
}

func wide() *Run {
	return run(
		label("ko.txt", "엑소좀 🧪 500억개 함유\n", uncounted("500억개")),
		label("ja.txt", "\t全成分：\tヒト脂肪細胞順化培養液エキス、ﾅｲｱｼﾝｱﾐﾄﾞ\n", uncounted("ヒト脂肪細胞順化培養液エキス"), uncounted("ﾅｲｱｼﾝｱﾐﾄﾞ")),
		label("emoji.txt", "✔️ 👩🏽‍🔬 🇰🇷 1️⃣ cafe\u0301 ❤️ heals acne ❤️\n", treats("heals acne"), treats("cafe\u0301")),
	)
}

func lineBreaks() *Run {
	return run(label("serum.txt", "Each vial of our serum contains 20\n  billion exosomes.\n\nOne.\nHeals\nthe\nskin\n\nAqua\n",
		uncounted("20\n  billion exosomes"), treats("Heals\nthe\nskin\n\n"), treats("\n\nAqua")))
}

func clipped() *Run {
	filler := strings.Repeat("A serum for every day and every skin. ", 8)
	return run(
		label("long.txt", filler+"Contains 20 billion exosomes per vial. "+filler, uncounted("20 billion exosomes")),
		label("start.txt", "Fragrance-free. "+filler+"Aqua, Parfum.", treats("Fragrance-free"), scented("Parfum", "Fragrance-free")),
		label("all.txt", strings.TrimSpace(filler), treats(strings.TrimSpace(filler))),
		label("cjk.txt", strings.Repeat("人の細胞に由来する", 20)+"エクソソーム"+strings.Repeat("を配合した美容液", 20),
			uncounted("エクソソーム")),
	)
}

func unread() *Run {
	return run(
		label("serum.txt", "Aqua."),
		Input{Path: "artwork\x1b.pdf", Err: errors.New("read artwork.pdf: page 2 has no text")},
	)
}

func unreadAndWrong() *Run {
	bad := label("serum.txt", "Heals eczema.", treats("Heals eczema"))
	bad.Products = append(bad.Products, Product{Record: "EXO-31", Err: errors.New("line 2: not an object")})
	bad.Err = errors.New("read serum.txt: line 3: unexpected end")
	return run(bad)
}

// records are products of one file, in the order given. Two share an id, and one has none.
func records() *Run {
	field := func(record, name, field, words string) *text.Source {
		return &text.Source{Path: "shelf.jsonl", Record: record, Product: name, Field: field, Text: words}
	}
	claims := field("EXO-30", "Exo Serum", "claims", "Fragrance-free.\nHeals eczema.")
	list := field("EXO-30", "Exo Serum", "ingredients", "Aqua, Parfum")
	scent := scented("Parfum", "Parfum")(list)
	scent.Message = "“Parfum” scents a product that says “Fragrance-free”"
	scent.Notes[0] = finding.Note{Source: claims, Span: in(claims, "Fragrance-free"), Message: "the promise is here"}
	again := field("EXO-30", "Exo Cream", "text", "Heals acne.")
	nameless := field("", "", "text", "Heals scars.")
	whole := &text.Source{Path: "page.html", Record: "sku-1", Product: "Exo Mask", Text: "<h1>Exo Mask</h1>\n<p>Heals acne</p>"}
	return run(
		Input{Path: "shelf.jsonl", Format: "jsonl", SHA256: sum, Items: 4, Products: []Product{
			{Record: "EXO-30", Name: "Exo Serum", Findings: []finding.Finding{treats("Heals eczema")(claims), scent}},
			{Record: "EXO-31", Err: errors.New("line 2: not an object")},
			{Record: "EXO-30", Name: "Exo Cream", Findings: []finding.Finding{treats("Heals acne")(again)}},
			{Record: "EXO-32", Name: "Exo Toner"},
			{Findings: []finding.Finding{treats("Heals scars")(nameless)}},
		}},
		Input{Path: "page.html", Format: "html", SHA256: sum, Items: 1, Products: []Product{
			{Record: "sku-1", Name: "Exo Mask", Findings: []finding.Finding{treats("Heals acne")(whole)}},
		}},
		Input{Path: "gone.txt", Err: errors.New("open gone.txt: no such file")},
	)
}

func excused() *Run {
	words := "This serum does not treat eczema. It holds 20 billion\nexosomes per vial by NTA at fill.\n"
	r := run(label("serum.txt", words))
	r.Excused = all(&text.Source{Path: "serum.txt", Text: words}, []claim{treats("treat eczema"), uncounted("20 billion\nexosomes")})
	r.Excused[0].Excused = "“does not” stands before it"
	r.Excused[1].Excused = "the sentence names a method, “NTA”"
	return r
}
