package label_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/label"
	"github.com/exolint/exolint/lint/text"
)

func parse(p *label.Parser, in string) *label.Label {
	return p.Parse(&format.Item{Parts: []format.Part{{Text: text.Whole(&text.Source{Text: in})}}})
}

// sections returns the sections of in as "kind: first words".
func sections(p *label.Parser, in string) (all []string) {
	for _, s := range parse(p, in).Sections {
		words := strings.Fields(s.Text)
		all = append(all, s.Kind+": "+strings.Join(words[:min(2, len(words))], " "))
	}
	return all
}

func TestSections(t *testing.T) {
	p := parser(t)
	tests := []struct {
		name, in string
		want     []string
	}{
		{"a name and what follows", "Calm Cream\nSoft skin all day.", []string{"name: Calm Cream", "claims: Soft skin"}},
		{"a sentence is no name", "It heals eczema fast.\nReally.", []string{"claims: It heals"}},
		{"headings with their text", "Calm Cream\nDirections: rub in.\nWarning: keep out of eyes.\nIngredients: Aqua, Glycerin.", []string{"name: Calm Cream", "directions: Directions: rub", "warnings: Warning: keep", "ingredients: Aqua, Glycerin."}},
		{"headings alone", "Calm Cream\n\nHOW TO USE\nRub in.\n\nINGREDIENTS\nAqua, Glycerin,\nSqualane", []string{"name: Calm Cream", "directions: HOW TO", "ingredients: INGREDIENTS Aqua,"}},
		{"a list without a heading", "Calm Cream\nSoft skin.\n\nAqua, Glycerin, Squalane, Panthenol, Phenoxyethanol.\n\nLovely.", []string{"name: Calm Cream", "claims: Soft skin.", "ingredients: Aqua, Glycerin,", "claims: Lovely."}},
		{"prose behind a list", "Ingredients: Aqua, Glycerin.\n\nIt calms.", []string{"ingredients: Aqua, Glycerin.", "claims: It calms."}},
		{"lines that open like a warning", "Soft skin.\nFor external use only.\nIt lasts.", []string{"claims: Soft skin.", "warnings: For external", "claims: It lasts."}},
		{"a warning goes on over the line", "Do not use if you have open wounds, a fever,\nheart failure or pain.\nSoft skin.", []string{"warnings: Do not", "claims: Soft skin."}},
		{"a warning's items", "Do not use on\n– broken skin\n– active eczema\n\nSoft skin.", []string{"warnings: Do not", "claims: Soft skin."}},
		{"a footnote", "It shows*, soon.\n*In 4 weeks.", []string{"claims: It shows*,", "footnote: *In 4"}},
		{"a customer's words", "Soft skin.\n“I love it!” – Ana\nMore of it.", []string{"claims: Soft skin.", "reviews: “I love", "claims: More of"}},
		{"the maker", "Soft skin.\nManufactured by Example Ltd, Seoul", []string{"claims: Soft skin.", "company: Manufactured by"}},
		{"ingredient-like words are no heading", "INCI-approved vesicles.", []string{"claims: INCI-approved vesicles."}},
		{"Markdown", "# Calm Cream\n\n## Ingredients\n\nAqua, Glycerin.\n\n**Directions**\nRub in.\n\n**Storage:** keep cool.", []string{"name: # Calm", "ingredients: ## Ingredients", "directions: **Directions** Rub", "storage: **Storage:** keep"}},
		{"headings with marks and additions", "*** Warnings ***\nFor adults.\n\n> Ingredients (INCI): Aqua, Glycerin\n\n- How to use – rub in.", []string{"warnings: *** Warnings", "ingredients: Aqua, Glycerin", "directions: - How"}},
		{"a heading in two languages", "INGREDIENTS / INGRÉDIENTS: Aqua, Glycerin", []string{"ingredients: Aqua, Glycerin"}},
		{"a full-width heading and colon", "ＩＮＧＲＥＤＩＥＮＴＳ：Aqua, Glycerin", []string{"ingredients: Aqua, Glycerin"}},
		{"a heading with a soft hyphen", "Ingre\u00addients: Aqua, Glycerin", []string{"ingredients: Aqua, Glycerin"}},
		{"a list that goes on over lines", "Ingredients: Aqua,\nGlycerin,\nSqualane.\nIt calms.", []string{"ingredients: Aqua, Glycerin,", "claims: It calms."}},
		{"a list with an entry a line", "Ingredients:\nAqua\nGlycerin\nSqualane\n\nIt calms.", []string{"ingredients: Ingredients: Aqua", "claims: It calms."}},
		{"may contain", "Ingredients: Aqua, Glycerin. May contain: CI 77491.\nIt calms.", []string{"ingredients: Aqua, Glycerin.", "claims: It calms."}},
		{"two lists", "Active ingredient: Zinc Oxide 10%\nInactive ingredients: Water, Glycerin", []string{"ingredients: Zinc Oxide", "ingredients: Water, Glycerin"}},
		{"nothing but a list", "Aqua, Glycerin, Squalane, Panthenol, Phenoxyethanol", []string{"ingredients: Aqua, Glycerin,"}},
		{"a list directly behind prose", "It calms.\nAqua, Glycerin, Squalane, Panthenol, Phenoxyethanol.\nIt lasts.", []string{"claims: It calms.", "ingredients: Aqua, Glycerin,", "claims: It lasts."}},
		{"praise of key ingredients is a claim", "Key ingredients: rose exosomes, cica.", []string{"claims: Key ingredients:"}},
		{"free of, behind a list", "Ingredients: Aqua, Glycerin, Parfum.\nFree of silicones, and fragrance.", []string{"ingredients: Aqua, Glycerin,", "claims: Free of"}},
		{"a heading nobody knows", "Directions\nRub in.\n\nOur Promise\nIt calms.", []string{"directions: Directions Rub", "claims: Our Promise"}},
		{"a blank line in a section with its own heading", "Directions\n\nRub in.\n\nTwice a day.\n\nReviews\nLovely. Ana", []string{"directions: Directions Rub", "reviews: Reviews Lovely."}},
		{"a blank line behind a heading's own text", "How to use: rub in.\n\nIt softens.", []string{"directions: How to", "claims: It softens."}},
		{"a line that opens like a direction", "Apply twice a day.\nIt softens.", []string{"directions: Apply twice", "claims: It softens."}},
		{"where it was made", "Soft skin.\nMade in Korea\nIt calms.", []string{"claims: Soft skin.", "company: Made in", "claims: It calms."}},
		{"footnotes with all marks", "It calms¹ † [1] fast.\n¹ In a study\n†Of 40 women\n[1] Data on file", []string{"claims: It calms¹", "footnote: ¹ In"}},
		{"bullets are no footnotes", "Soft skin:\n* calm\n* fresh", []string{"claims: Soft skin:"}},
		{"a headed footnote", "It calms.\n\nReferences\nLee 2020.", []string{"claims: It calms.", "footnote: References Lee"}},
		{"quotation marks around a word", "“Calm” is its name, and soft skin.", []string{"claims: “Calm” is"}},
		{"name, front and claims by their headings", "Name: Calm Cream\nFront: calms.\nClaims: soft.", []string{"name: Name: Calm", "front: Front: calms.", "claims: Claims: soft."}},
		{"a short text is its name", "Calm Cream 50 ml", []string{"name: Calm Cream"}},
		{"headings without text", "Directions:\nIngredients:", []string{"directions: Directions:", "ingredients: Ingredients:"}},
		{"nothing", " \n\n", nil},
		{"carriage returns", "Calm Cream\r\nIngredients: Aqua, Glycerin\r\n", []string{"name: Calm Cream", "ingredients: Aqua, Glycerin"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sections(p, tt.in); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

// Whatever is read: sections follow each other, do not overlap, and are what stands where they say.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"Calm\nIngredients: Aqua,\n\nB", "* a\n*b\n“c”", "Directions\r\n\r\nA: b\n- c", "10B+\n\n7", "成分：水、甘油", "\ufeffx\x00\xff"} {
		f.Add(seed)
	}
	p := parser(f)
	f.Fuzz(func(t *testing.T, in string) {
		l := parse(p, in)
		end := 0
		for i := range l.Sections {
			s := &l.Sections[i]
			if s.At < end || s.At+len(s.Text) > len(in) || in[s.At:s.At+len(s.Text)] != s.Text {
				t.Fatalf("section %d of %q is %q at %d, behind %d", i, in, s.Text, s.At, end)
			}
			end = s.At + len(s.Text)
		}
		for i := range l.Lists {
			for _, e := range l.Lists[i].Entries {
				home := l.Lists[i].Section.Home(e.Span) // white space is one space there, and a share is left out
				if said := strings.Join(strings.Fields(in[home.Start:home.End]), " "); !strings.HasPrefix(said, e.Text) || e.Text == "" {
					t.Fatalf("the entry %q of %q stands at %v", e.Text, in, home)
				}
			}
		}
	})
}
