package inci_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/exolint/exolint/lint/inci"
)

var day = time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)

// read reads an export that is in order.
func read(t *testing.T, name, data string) *inci.Export {
	t.Helper()
	e, err := inci.ReadExport(name, strings.NewReader(data), day)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

// over returns the built-in dictionary with exports on top.
func over(exports ...*inci.Export) *inci.Dictionary {
	i := &inci.Import{}
	for _, e := range exports {
		i.Add(e)
	}
	return inci.Over(inci.BuiltIn, func() (*inci.Import, error) { return i, nil })
}

const titles = `COSING Ref No,INCI name,INN name,Ph. Eur. Name,CAS No,EC No,Chem/IUPAC Name / Description,Restriction,Function,Update Date` + "\n"

// However an inventory is written, it says the same.
func TestInventory(t *testing.T) {
	row := `7,EXAMPLIUM CHLORIDE,examplin, examplium ,50-00-0,-,words,III/98,"HUMECTANT, UV ABSORBER",01/01/2020` + "\n"
	tests := []struct{ name, in string }{
		{"as it is downloaded", titles + row},
		{"byte order mark", "\ufeff" + titles + row},
		{"Windows line ends", strings.ReplaceAll(titles+row, "\n", "\r\n")},
		{"no-break space in a title", strings.Replace(titles, "Ph. ", "Ph.\u00a0", 1) + row},
		{"lines before the titles", "sep=,\nFile creation date,24/11/2025\n\nInventory, all of it\n" + titles + row},
		{"semicolons", strings.ReplaceAll(titles, ",", ";") + "7;EXAMPLIUM CHLORIDE;examplin;examplium;50-00-0;-;words;III/98;HUMECTANT, UV ABSORBER;01/01/2020\n"},
		{"tabs", strings.ReplaceAll(titles, ",", "\t") + "7\tEXAMPLIUM CHLORIDE\texamplin\texamplium\t50-00-0\t-\twords\tIII/98\tHUMECTANT, UV ABSORBER\t01/01/2020\n"},
		{"line breaks in fields", titles + strings.Replace(row, "EXAMPLIUM CHLORIDE", "\"EXAMPLIUM\nCHLORIDE\"", 1)},
		{"a title over two lines", strings.Replace(titles, "Update Date", "\"Update\nDate\"", 1) + row},
		{"other titles", "functions;cas;inci_name;restriction;INN name;ph_eur_name\n\"humectant; uv absorber\";50-00-0;EXAMPLIUM CHLORIDE;III/ 98;examplin;examplium\n"},
		{"empty lines", titles + "\n,,,,,,,,,\n" + row},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e := read(t, "x.csv", tt.in)
			if e.Kind != inci.Inventory || e.Entries() != 1 || e.Names != 3 || e.Skipped != nil {
				t.Errorf("read %s with %d entries and %d names, skipped %v", e.Kind, e.Entries(), e.Names, e.Skipped)
			}
			for _, name := range []string{"Examplium chloride", "EXAMPLIN", "examplium"} {
				ing := over(e).Lookup(name)
				if ing == nil {
					t.Fatalf("%q is not known", name)
				}
				if ing.Name != "EXAMPLIUM CHLORIDE" || ing.CAS != "50-00-0" || !slices.Equal(ing.Functions, []string{"humectant", "UV absorber"}) ||
					!slices.Equal(ing.Restrictions, []inci.Restriction{{Reference: "III/98"}}) || ing.Classes != nil {
					t.Errorf("%q is %+v", name, ing)
				}
			}
		})
	}
}

func TestDates(t *testing.T) {
	for preamble, want := range map[string]string{
		"File creation date,24/11/2025\n\n":    "24/11/2025",
		"\"File creation date: 2025-11-24\"\n": "2025-11-24",
		"Annex V, Last update: 17.05.2023\n":   "17.05.2023",
		"Inventory of 2025\n":                  "",
		"":                                     "",
	} {
		if e := read(t, "x.csv", preamble+titles+"1,X1,,,,,,,,\n"); e.Dated != want {
			t.Errorf("%q says %q, want %q", preamble, e.Dated, want)
		}
	}
}

const annexTitles = "Reference Number,Chemical name / INN,Name of Common Ingredients Glossary,CAS Number,EC Number,\"Product Type, body parts\",Maximum concentration in ready for use preparation,Other,Wording of conditions of use and warnings,Identified INGREDIENTS or substances e.g.,Update Date\n"

func TestAnnexes(t *testing.T) {
	tests := []struct {
		name, file, in string
		want           map[string]string // name of an ingredient → class, entry and conditions
	}{
		{"preservatives", "annex_V.csv", annexTitles + `1a,Salts,"EXAMPLIUM CHLORIDE; EXAMPLIUM OXIDE",,,"Rinse-off
products",0.5 %,Not in sprays,-,"EXAMPLIUM ACETATE,N,N-EXAMPLIUM 1,3-DIAMINE",` + "\n", map[string]string{
			"Examplium Chloride": "preservative V/1a Rinse-off products; 0.5 %; Not in sprays", "Examplium Oxide": "preservative V/1a Rinse-off products; 0.5 %; Not in sprays",
			"Examplium Acetate": "preservative V/1a Rinse-off products; 0.5 %; Not in sprays", "N,N-Examplium 1,3-Diamine": "preservative V/1a Rinse-off products; 0.5 %; Not in sprays",
		}},
		{"the annex above the titles", "x.csv", "ANNEX VI\n" + annexTitles + "3,,ZYMOLITHONE,,,,5 %,,,,\n", map[string]string{"Zymolithone": "uv-filter VI/3 5 %"}},
		{"colourants", "COSING_Annex.IV_v2.csv", "reference_number,inn,colour_index_number,colour,identified_ingredients\n1,,CI 99999,Green,\"CI 99999,ZYMOLITH GREEN,\"\n2,,LUNAR RED (CI 99998),Red,CI 99997/ LUNAR DUST\n",
			map[string]string{"CI 99999": "colourant IV/1 ", "Zymolith Green": "colourant IV/1 ", "CI 99998": "colourant IV/2 ", "Lunar Dust": "colourant IV/2 "}},
		{"restricted: no class", "annex_III.csv", annexTitles + "9,,ZYMOLITH,,,Hair dye,2 %,,,,\n", map[string]string{"Zymolith": " III/9 Hair dye; 2 %"}},
		{"prohibited: no class", "annex_II.csv", "Reference Number,Chemical name / INN,CAS Number,Identified INGREDIENTS or substances e.g.\n6,Zymotrexate (INN) and its salts,1-1-1,\n7,Zymocaine,1-1-2,ZYMOCAINE\n",
			map[string]string{"Zymotrexate": " II/6 prohibited: Zymotrexate (INN) and its salts", "Zymocaine": " II/7 prohibited: Zymocaine"}},
		{"allergens by another hand", "annex_III_allergens.csv", "annex_ref,glossary_name,cas,label_names_identified,threshold_text\n45,ZYMOL,1-1-1,ZYMOL,above 0.001 %\n", map[string]string{"Zymol": " III/45 above 0.001 %"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := over(read(t, tt.file, tt.in))
			for name, want := range tt.want {
				ing := d.Lookup(name)
				if ing == nil {
					t.Errorf("%q is not known", name)
					continue
				}
				if len(ing.Restrictions) != 1 {
					t.Errorf("%q has the restrictions %q", name, ing.Restrictions)
					continue
				}
				if got := strings.Join(ing.Classes, " ") + " " + ing.Restrictions[0].Reference + " " + ing.Restrictions[0].Text; got != want {
					t.Errorf("%q is %q, want %q", name, got, want)
				}
			}
		})
	}
}

// Inventory and annexes add up: the inventory refers to entries, annexes name ingredients, and what is built in stays.
func TestExportsTogether(t *testing.T) {
	d := over(
		read(t, "annex_V.csv", annexTitles+"1,,ZYMOLITHIC ACID,,,,0.2 %,,,,\n2,,GLYCERIN,,,,2 %,,,,\n"),
		read(t, "x.csv", titles+"1,ZYMOLITHIC ACID,,,1-1-1,,,\"V/1, III/7\",ANTIOXIDANT,\n2,AQUA,,,7732-18-5,,,by agreement,SOLVENT,\n3,GLYCERIN,,,56-81-5,,,,HUMECTANT,\n"),
	)
	ing := d.Lookup("Zymolithic Acid")
	if ing == nil || !slices.Equal(ing.Restrictions, []inci.Restriction{{Reference: "V/1", Text: "0.2 %"}, {Reference: "III/7"}}) || !slices.Equal(ing.Classes, []string{"preservative"}) {
		t.Errorf("got %+v", ing)
	}
	for _, name := range []string{"Glycerin", "Aqua"} {
		if own := d.Lookup(name); own != inci.BuiltIn().Lookup(name) {
			t.Errorf("%s is %+v, and not the one that is built in", name, own)
		}
	}
	if water := d.Imported("Water"); water == nil || water.Name != "AQUA" || !slices.Equal(water.Restrictions, []inci.Restriction{{Text: "by agreement"}}) {
		t.Errorf("of water was imported %+v", water)
	}
	if ing := d.Imported("Unknownium"); ing != nil {
		t.Errorf("of a stranger was imported %+v", ing)
	}
	if ing := inci.BuiltIn().Imported("Glycerin"); ing != nil {
		t.Errorf("without an import, %+v was imported", ing)
	}
	if got := d.Parse("Aqua, Zymolithic Acid 0.1%, Glycerin").Entries; len(got) != 3 || !got[1].Known || !got[1].Is([]string{"%preservative"}) {
		t.Errorf("a list is read as %+v", got)
	}
}

func TestUnreadableExports(t *testing.T) {
	tests := []struct{ name, file, in, want string }{
		{"empty", "x.csv", "", "line 1 to line 1: no column is titled “INCI name”"},
		{"other columns", "x.csv", "Product,Price\nCream,9\n", "line 1 to line 2: no column"},
		{"only a name", "x.csv", "INCI name\nX1\n", "no column is titled"},
		{"no separator that is known", "x.csv", "INCI name:CAS No\nX1:1\n", "no column is titled"},
		{"titles too late", "x.csv", strings.Repeat("\n", 60) + titles + "1,X1\n", "line 1 to line 50"},
		{"which annex", "x.csv", annexTitles + "1,,X1,,,,,,,,\n", "which; name it like annex_III.csv"},
		{"an annex that has no ingredients", "annex_I.csv", annexTitles + "1,,X1,,,,,,,,\n", "name it like"},
		{"no name", "x.csv", "a\n" + titles + "1,-,,,,,,,,\n", "no record below line 2 names"},
		{"a quotation mark inside", "x.csv", "a\n" + titles + "1,X\"1,,,,,,,,\n", "line 3: a quotation mark stands inside"},
		{"a field that does not end", "x.csv", titles + "1,X1,,,,,,,,\n2,\"X2,,,,,,,,\n3,X3,,,,,,,,\n", "line 3: a quotation mark in this record"},
		{"Latin-1", "x.csv", titles + "1,X1,,,,,,,,\n2,\xc9X,,,,,,,,\n", "line 3 is not UTF-8"},
		{"UTF-16", "x.csv", "\xff\xfeI\x00N\x00", "UTF-16"},
		{"a workbook", "x.xlsx", "PK\x03\x04rest", "workbook"},
		{"packed", "x.csv.gz", "\x1f\x8brest", "unpack it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := inci.ReadExport(tt.file, strings.NewReader(tt.in), day)
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("read %+v with the error %v, want %q in it", e, err, tt.want)
			}
		})
	}
}

// What was not taken is counted, with the line of the first.
func TestSkipped(t *testing.T) {
	e := read(t, "x.csv", "above\n"+titles+"1,X1,,,,,,,,\n2,\"-\n-\",,,,,,,,\n3,x 1,,,,,,,,\n4,X4\n5,,,,,,,,,words\n6,X, 6, with commas,,,,,,,,,\n")
	want := []inci.Skipped{{Why: "no INCI name", Count: 2, Line: 4}, {Why: "a name that stands above already", Count: 1, Line: 6}, {Why: "not the 10 columns of line 2", Count: 2, Line: 7}}
	if !slices.Equal(e.Skipped, want) || e.Entries() != 1 {
		t.Errorf("skipped %+v, want %+v", e.Skipped, want)
	}
}

// A saved import is read as it was, and one that is damaged is not read.
func TestSavedImport(t *testing.T) {
	i := &inci.Import{}
	i.Add(read(t, "annex_V.csv", annexTitles+"1,,,,,,a | b,,,X1|2,\n"))
	i.Add(read(t, "a|b.csv", "File creation date,24/11/2025\n"+titles+"1,X1|2,\"y;z\",,,,,,,\n"))
	i.Add(read(t, "x.csv", titles+"1,X3,,,,,,,,\n")) // in place of the other
	saved := i.Text()
	again, err := inci.ReadImport(saved)
	if err != nil {
		t.Fatal(err)
	}
	if again.Text() != saved || again.Sum() != i.Sum() {
		t.Errorf("read again, it is\n%s\nwant\n%s", again.Text(), saved)
	}
	head, err := inci.ReadHead(strings.NewReader(saved), int64(len(saved)))
	if err != nil || head.Sum() != i.Sum() || len(head.Exports) != 2 || head.Exports[0].File != "x.csv" || head.Exports[0].Imported != "2026-01-02" {
		t.Errorf("the head is %+v (%v)", head, err)
	}
	damaged := []string{
		"", "x", saved[:len(saved)-1], saved + "x", strings.Replace(saved, "X3", "X4", 1), strings.Replace(saved, "format 1", "format 2", 1),
		strings.Replace(saved, "export | inventory", "export | annex VI", 1), strings.Replace(saved, "body", "head", 1), saved[:100], strings.Replace(saved, "#\n", "\n", 1),
	}
	for _, d := range damaged {
		if _, err := inci.ReadImport(d); err == nil {
			t.Errorf("this was read:\n%s", d)
		}
	}
}

// An import that fails is reported once a list was met, and not asked for before.
func TestImportThatFails(t *testing.T) {
	trouble := errors.New("trouble")
	d := inci.Over(inci.BuiltIn, func() (*inci.Import, error) { return nil, trouble })
	if err := d.Err(); err != nil {
		t.Errorf("before it was asked: %v", err)
	}
	if d.Lookup("Glycerin") == nil {
		t.Error("what is built in is not known")
	}
	if err := d.Err(); err != trouble {
		t.Errorf("got %v", err)
	}
}

// Whatever is read is saved, read again as it was, and known by its names.
func FuzzReadExport(f *testing.F) {
	for _, seed := range []string{
		titles + "7,EXAMPLIUM CHLORIDE,examplin,,50-00-0,-,\"a\nb\",\"III/98, V/1\",\"HUMECTANT, UV ABSORBER\",\n", "\ufeffINCI name;CAS\nA|B;\"1\n2\"\n#c;\n",
		annexTitles + "1,A (INN),\"B; C (1) / D, E\",,,p,1 %,,,\"F,N,N-G,CI 1/ H\",\n", "inci_name\tcas\n\u200b\t\n\xc3\xa9;x\t\x01\n", "annex V\nreference_number,common_ingredients\n 1 a,x\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		e, err := inci.ReadExport("annex_III.csv", strings.NewReader(in), day)
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Fatalf("the error has two lines: %q", err)
			}
			return
		}
		i := &inci.Import{}
		i.Add(e)
		again, err := inci.ReadImport(i.Text())
		if err != nil {
			t.Fatalf("%v\n%s", err, i.Text())
		}
		if again.Text() != i.Text() {
			t.Fatalf("read again, it is\n%s\nwant\n%s", again.Text(), i.Text())
		}
		_, lines, _ := strings.Cut(i.Text(), "\n# "+e.Kind)
		_, lines, _ = strings.Cut(lines, "\n")
		d := over(again.Exports...)
		for line := range strings.Lines(lines) {
			name, rest, _ := strings.Cut(line, "|")
			if e.Kind != inci.Inventory {
				name, _, _ = strings.Cut(rest, "|")
				name, _, _ = strings.Cut(name, ";")
			}
			if ing := d.Imported(name); ing == nil || !inci.Same(ing.Name, name) && e.Kind != inci.Inventory {
				t.Fatalf("%q is read as %+v from\n%s", name, ing, i.Text())
			}
		}
	})
}
