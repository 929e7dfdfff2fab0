package inci_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	_ "github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/inci"
)

func TestParse(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // the INCI names the entries are taken for
	}{
		{"commas", "Aqua, Glycerin, Squalane", []string{"Water", "Glycerin", "Squalane"}},
		{"a full stop at the end", "Glycerin, Alcohol Denat.", []string{"Glycerin", "Alcohol Denat."}},
		{"a common name in brackets", "Simmondsia Chinensis (Jojoba) Seed Oil, Aqua (Water, Eau)", []string{"Simmondsia Chinensis Seed Oil", "Water"}},
		{"slashes of names and of languages", "Caprylic/Capric Triglyceride, Water/Aqua/Eau, Parfum / Fragrance", []string{"Caprylic/Capric Triglyceride", "Water", "Parfum"}},
		{"locants", "1,2-Hexanediol, 1, 2-Hexanediol", []string{"1,2-Hexanediol", "1,2-Hexanediol"}},
		{"other separators", "Glycerin; Squalane • Panthenol | Allantoin", []string{"Glycerin", "Squalane", "Panthenol", "Allantoin"}},
		{"an entry a line", "Glycerin\nSqualane\nPanthenol", []string{"Glycerin", "Squalane", "Panthenol"}},
		{"a name over two lines", "Glycerin, Sodium\nHyaluronate, Panthenol", []string{"Glycerin", "Sodium Hyaluronate", "Panthenol"}},
		{"shares", "Niacinamide 5%, Retinol (0.3 %), Glycerin", []string{"Niacinamide", "Retinol", "Glycerin"}},
		{"shares behind figures", "CI 77491 (6%), Peg-40 Hydrogenated Castor Oil 2 %, 1,2-Hexanediol 3%", []string{"CI 77491", "PEG-40 Hydrogenated Castor Oil", "1,2-Hexanediol"}},
		{"a heading", "Ingredients: Glycerin, Squalane", []string{"Glycerin", "Squalane"}},
		{"a missing comma", "Xanthan Gum Glycerin, Squalane", []string{"Xanthan Gum", "Glycerin", "Squalane"}},
		{"and", "Glycerin and Squalane, Panthenol (and) Allantoin", []string{"Glycerin", "Squalane", "Panthenol", "Allantoin"}},
		{"praise before the list", "-Pure Squalane: Leaves your skin soft, calm, and happy.\n\nAqua, Glycerin, Squalane, Panthenol", []string{"Water", "Glycerin", "Squalane", "Panthenol"}},
		{"a disclaimer behind it", "Glycerin, Squalane. Please be aware that ingredient lists may change or vary from time to time.", []string{"Glycerin", "Squalane"}},
		{"the meaning of a mark", "Glycerin*, Squalane. *Certified organic.", []string{"Glycerin", "Squalane"}},
		{"may contain", "Glycerin, Mica [+/- CI 77491, CI 77492]", []string{"Glycerin", "Mica", "CI 77491", "CI 77492"}},
		{"praise of a known name", "Vitamin E: Refreshes and revives. Glycerin, Squalane, Panthenol", []string{"Glycerin", "Squalane", "Panthenol"}},
		{"praise in items", "-Benzoin and Myrrh: Set makeup.\n\nWater, Glycerin, Squalane", []string{"Water", "Glycerin", "Squalane"}},
		{"a comma too many", "Glycerin, Camellia, Sinensis Leaf Extract, Alcohol, Denat., Squalane", []string{"Glycerin", "Camellia Sinensis Leaf Extract", "Alcohol Denat.", "Squalane"}},
		{"how it grew", "Organic Glycerin, Certified Organic Butyrospermum Parkii (Shea) Butter", []string{"Glycerin", "Butyrospermum Parkii Butter"}},
		{"a batch code", "Glycerin, Mica <ILN50730>", []string{"Glycerin", "Mica"}},
		{"a stranger", "Glycerin, Unknownium Extract", []string{"Glycerin", "Unknownium Extract"}},
		{"nothing", " , . ", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range inci.BuiltIn().Parse(tt.in).Entries {
				got = append(got, e.Name)
			}
			if !slices.EqualFunc(got, tt.want, inci.Same) {
				t.Errorf("%q is read as %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestOnePercentLine(t *testing.T) {
	l := inci.BuiltIn().Parse("Aqua, Glycerin, Phenoxyethanol, Milk Exosomes, CI 77891, Niacinamide 5%")
	var below []string
	for i := range l.Entries {
		if l.Entries[i].BelowOne() {
			below = append(below, l.Entries[i].Text)
		}
	}
	// a colourant may stand anywhere, and a stated share is stronger than the order
	if want := []string{"Milk Exosomes"}; l.Entries[3].Proof != 3 || !slices.Equal(below, want) {
		t.Errorf("the line is proved by entry %d and %q stand below, want 3 and %q", l.Entries[3].Proof, below, want)
	}
}

func TestClasses(t *testing.T) {
	tests := []struct{ entry, class string }{
		{"Rosa Damascena Callus Extracellular Vesicles", "vesicle"}, {"Exosomes", "vesicle-unnamed"}, {"Plant Exosome", "vesicle-unnamed"},
		{"Human Adipose Stromal Cell Exosomes", "human"}, {"Human Fibroblast Conditioned Media", "conditioned-media"}, {"sh-Oligopeptide-1", "conditioned-media"},
		{"Phenoxyethanol", "one-percent"}, {"Sodium Hyaluronate", "moisture"}, {"Niacinamide", "tone"}, {"Linalool", "allergen"}, {"Dimethicone", "silicone"},
		{"Methylparaben", "paraben"}, {"Parfum", "fragrance"}, {"Alcohol Denat.", "drying-alcohol"}, {"CI 77891", "colourant"},
	}
	for _, tt := range tests {
		e := inci.BuiltIn().Parse(tt.entry).Entries[0]
		if !e.Has(tt.class) {
			t.Errorf("%q has the classes %q, want %s among them", tt.entry, e.Classes, tt.class)
		}
	}
	for _, not := range []struct{ entry, class string }{{"Cetearyl Alcohol", "drying-alcohol"}, {"Milk Exosomes", "vesicle-unnamed"}, {"Glycerin", "moisture"}, {"Cocos Nucifera (Coconut) Milk", "animal"}} {
		if e := inci.BuiltIn().Parse(not.entry).Entries[0]; e.Has(not.class) {
			t.Errorf("%q has the classes %q, and %s must not be among them", not.entry, e.Classes, not.class)
		}
	}
}

// Near is not the same: a digit apart is another peptide.
func TestNearMissesAreNotAccepted(t *testing.T) {
	for _, name := range []string{"Palmitoyl Tetrapeptide-99", "Polysorbate 21", "Glycerinn"} {
		if e := inci.BuiltIn().Parse(name + ", Aqua").Entries[0]; e.Known {
			t.Errorf("%q is taken for %q", name, e.Name)
		}
	}
}

func TestDictionaryIsInOrder(t *testing.T) {
	data, err := os.ReadFile("dictionary.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines, seen := 0, map[string]string{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		lines++
		fields := strings.Split(line, "|")
		if len(fields) != 5 {
			t.Errorf("%q has %d fields, want 5", line, len(fields))
			continue
		}
		name := strings.TrimSpace(fields[0])
		if key := strings.ToLower(name); seen[key] != "" {
			t.Errorf("%q stands there twice", name)
		} else {
			seen[key] = name
		}
	}
	if lines < 3000 {
		t.Errorf("the dictionary has %d names", lines)
	}
}

// Whatever is read: the entries stand inside the text, in order, and do not overlap, and a list of the names that it knows is
// read as these names.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"Aqua (Water), Glycerin 5%, 1,2-Hexanediol.", "A and B / C\\D", "((((", "-x: y. Aqua, Glycerin", "전성분: 정제수, 글리세린", "[+/- CI 77891", "\xff%,"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		end := 0
		var names []string
		for i, e := range inci.BuiltIn().Parse(in).Entries {
			if e.Span.Start < end || e.Span.End > len(in) || e.Span.Len() <= 0 || e.Position != i+1 {
				t.Fatalf("entry %d of %q is %+v, behind %d", i, in, e, end)
			}
			if end = e.Span.End; e.Known {
				names = append(names, e.Name)
			}
		}
		var again []string
		for _, e := range inci.BuiltIn().Parse(strings.Join(names, ", ")).Entries {
			again = append(again, e.Name)
		}
		if !slices.Equal(names, again) {
			t.Fatalf("%q is read as %q, and a list of these as %q", in, names, again)
		}
	})
}

func TestBlocksAndComponents(t *testing.T) {
	tests := []struct {
		name, in, want string // position block component proof of the entries, in short
	}{
		{"one list", "Aqua, Glycerin, Phenoxyethanol, Retinol", "1|| 2|| 3|| 4||3"},
		{"a drug", "Active Ingredients: Zinc Oxide 12%\nInactive Ingredients: Water, Glycerin, Phenoxyethanol, Retinol", "1|active| 2|inactive| 3|inactive| 4|inactive| 5|inactive|4"},
		{"actives last", "Inactive Ingredients: Water, Phenoxyethanol, Retinol. Active Ingredient: Zinc Oxide 12%", "1|inactive| 2|inactive| 3|inactive|2 4|active|"},
		{"a set", "[Serum] Water, Glycerin, Phenoxyethanol, Retinol\n[Cream] Water, Glycerin, Squalane", "1|Serum| 2|Serum| 3|Serum| 4|Serum|3 5|Cream| 6|Cream| 7|Cream|"},
		{"in alphabetical order", "Alcohol, Butylene Glycol, Glycerin, Phenoxyethanol, Retinol, Water", "1|| 2|| 3|| 4|| 5|| 6||"},
	}
	for _, tt := range tests {
		var got []string
		for _, e := range inci.BuiltIn().Parse(tt.in).Entries {
			s := fmt.Sprintf("%d|%s%s|", e.Position, e.Block, e.Component)
			if e.Proof > 0 {
				s += fmt.Sprint(e.Proof)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: %q is read as %s, want %s", tt.name, tt.in, s, tt.want)
		}
	}
}

func TestDisagrees(t *testing.T) {
	tests := []struct{ in, want string }{ // entry > the one before it
		{"Water, Niacinamide 5%, Glycerin 3%", ""},
		{"Water, Glycerin 3%, Niacinamide 5%", "Niacinamide > Glycerin"},
		{"Water, Phenoxyethanol, Niacinamide 5%", "Niacinamide > Phenoxyethanol"},
		{"Water, Retinol 0.3%, Tocopherol 0.5%", ""}, // at or below 1 % the order is free
		{"Active Ingredient: Zinc Oxide 12%\nInactive Ingredients: Water, Glycerin 20%", ""},
	}
	for _, tt := range tests {
		l := inci.BuiltIn().Parse(tt.in)
		got := ""
		for i := range l.Entries {
			if o := l.Disagrees(&l.Entries[i]); o != nil {
				got += l.Entries[i].Text + " > " + o.Text
			}
		}
		if got != tt.want {
			t.Errorf("%q disagrees with %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Every name in the dictionary is read as itself, alone and in a list, as is every other name that it has.
func TestNamesAreRead(t *testing.T) {
	for ing := range inci.BuiltIn().All() {
		for _, name := range append([]string{ing.Name}, ing.Synonyms...) {
			in := "Glycerin, " + name + ", Squalane"
			entries := inci.BuiltIn().Parse(in).Entries
			if len(entries) != 3 || !entries[1].Known || name == ing.Name && entries[1].Name != name {
				t.Errorf("%q is read as %+v", in, entries)
			}
		}
	}
}

// The work grows with the text, not with its square: these would not end.
func TestLongLists(t *testing.T) {
	if got := len(inci.BuiltIn().Parse(strings.Repeat("Glycerin, ", 200_000)).Entries); got != 200_000 {
		t.Errorf("read %d entries, want 200000", got)
	}
	for _, in := range []string{strings.Repeat("(", 1_000_000), strings.Repeat("a ", 500_000), strings.Repeat("a. ", 300_000), strings.Repeat("a\n", 300_000)} {
		inci.BuiltIn().Parse(in)
	}
}

func Example() {
	for _, e := range inci.BuiltIn().Parse("Aqua (Water), Niacinamide 5 %, Milk Exosomes").Entries {
		fmt.Println(e.Position, e.Name, e.Classes)
	}
	// Output:
	// 1 Water []
	// 2 Niacinamide [tone lines]
	// 3 Milk Exosomes [vesicle animal]
}
