package format

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/exolint/exolint/lint/text"
)

// readCSV reads a table whose header names its columns: the product exports of Shopify, WooCommerce, Adobe Commerce, Amazon and
// Akeneo, Open Beauty Facts, product feeds, or any other with such names. A row is a product, and the rows that bear the same id
// one after the other are one. Values that hold tags are read as hypertext.
func readCSV(path, data string) ([]Item, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	file := &text.Source{Path: path, Text: data}
	t := table{file: file, lines: lineStarts(data)}
	start := len(data) - len(strings.TrimPrefix(data, byteOrderMark))
	r := csv.NewReader(strings.NewReader(data[start:]))
	r.Comma = separator(data[start:])
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	var items []Item
	for n := 0; ; n++ {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("it is not a table: %w", err)
		}
		if n < headerRows && t.header(row) { // of several, the last: field names stand below labels
			continue
		}
		if t.columns == nil {
			if n >= headerRows {
				break
			}
			continue
		}
		item := t.item(row, func(i int) int {
			line, column := r.FieldPos(i)
			at := t.lines[line-1] + column - 1
			if line == 1 {
				at += start
			}
			return at
		})
		if item.Record == "" {
			item.Record = fmt.Sprint(n + 1)
		} else if last := len(items) - 1; last >= 0 && items[last].Record == item.Record {
			items[last].Parts = append(items[last].Parts, item.Parts...)
			continue
		}
		if item.Parts != nil {
			items = append(items, item)
		}
	}
	if t.columns == nil {
		return nil, errors.New("none of its first rows names a column of copy, such as title, description, body or ingredients; use --input text to read it as one label")
	}
	if items == nil {
		return nil, errors.New("it has a header and no product with text; there is nothing to judge")
	}
	return items, nil
}

// headerRows is how many rows may stand before the header: Amazon's templates have two.
const headerRows = 5

// separator returns what parts the fields: of comma, semicolon and tab, the one that the first lines have most of.
func separator(data string) rune {
	head := data[:min(len(data), 4000)]
	best, most := ',', 0
	for _, c := range []rune{',', ';', '\t'} {
		if n := strings.Count(head, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// lineStarts returns the offset of each line.
func lineStarts(data string) []int {
	starts := []int{0}
	for i := range len(data) {
		if data[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// A table is one while it is read.
type table struct {
	file    *text.Source
	lines   []int
	columns []column // nil until the header was read
	copies  int      // columns of copy
}

// A column says what its values are.
type column struct {
	name string
	kind string // of section; "" for one that is not copy
	id   bool
}

// columns are the names of columns of copy and the kind of section each is; names are compared by their letters and figures.
var columns = map[string]string{
	"name": "name", "title": "name", "productname": "name", "itemname": "name", "producttitle": "name", "gtitle": "name", "structuredtitle": "name",
	"text": "claims", "front": "front", "claims": "claims", "claim": "claims", "copy": "claims", "headline": "claims", "tagline": "claims", "subtitle": "claims",
	"body": "claims", "bodyhtml": "claims", "description": "claims", "shortdescription": "claims", "longdescription": "claims", "productdescription": "claims", "gdescription": "claims",
	"genericname": "claims", "labels": "claims", "summary": "claims", "excerpt": "claims", "seotitle": "claims", "seodescription": "claims", "metatitle": "claims", "metadescription": "claims",
	"metakeywords": "claims", "tags": "claims", "keywords": "claims", "generickeywords": "claims", "imagealttext": "claims", "purchasenote": "claims", "producthighlight": "claims",
	"gproducthighlight": "claims", "structureddescription": "claims", "additionalattributes": "claims", "benefits": "claims", "indications": "claims", "features": "claims",
	"ingredients": "ingredients", "ingredient": "ingredients", "ingredientstext": "ingredients", "inci": "ingredients", "incilist": "ingredients", "activeingredients": "ingredients",
	"composition": "ingredients", "directions": "directions", "howtouse": "directions", "usage": "directions", "warnings": "warnings", "warning": "warnings", "safetywarning": "warnings",
	"reviews": "reviews", "review": "reviews", "reviewbody": "reviews", "storage": "storage",
}

// starts are beginnings of such names: of numbered columns, and of names with a language behind them.
var starts = []struct{ start, kind string }{
	{"bulletpoint", "claims"}, {"attribute", ""}, {"ingredientstext", "ingredients"}, {"inci", "ingredients"}, {"ingredients", "ingredients"},
	{"description", "claims"}, {"shortdescription", "claims"}, {"productname", "name"}, {"meta", "claims"},
}

// ids are the names of columns that say which product a row is of, the best first.
var ids = []string{"handle", "urlhandle", "id", "sku", "itemsku", "identifier", "code", "gtin", "ean", "gid"}

// header takes row for the header when it names columns of copy, as many as one before it, and reports whether it did.
func (t *table) header(row []string) bool {
	all := make([]column, len(row))
	copies, id := 0, len(ids)
	for i, name := range row {
		k := letters(name)
		all[i] = column{name: strings.TrimSpace(name), kind: kindOf(name, k)}
		if all[i].kind != "" {
			copies++
		}
		if n := slices.Index(ids, k); n >= 0 && n < id {
			for j := range all {
				all[j].id = false
			}
			all[i].id, id = true, n
		}
	}
	if copies == 0 || copies < t.copies || len(row) == 1 && columns[letters(row[0])] == "" {
		return false
	}
	t.columns, t.copies = all, copies
	return true
}

// kindOf returns the kind of section that the column called name holds, "" when it is no copy.
func kindOf(name, key string) string {
	if kind, ok := columns[key]; ok {
		return kind
	}
	if i := strings.Index(name, "product.metafields."); i >= 0 { // Shopify: "Ingredients (product.metafields.custom.ingredients)"
		if m := letters(name[i:]); strings.Contains(m, "ingredient") || strings.Contains(m, "inci") {
			return "ingredients"
		}
		return "claims"
	}
	if strings.HasPrefix(key, "attribute") && strings.Contains(key, "value") {
		return "claims"
	}
	for _, s := range starts {
		if rest, ok := strings.CutPrefix(key, s.start); ok && len(rest) <= 12 && s.kind != "" {
			return s.kind
		}
	}
	return ""
}

// letters returns the ASCII letters and figures of name, small.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, name)
}

// item returns the product in row; at returns the offset of a field in the file.
func (t *table) item(row []string, at func(int) int) (item Item) {
	for i := range row {
		if i < len(t.columns) && t.columns[i].id {
			item.Record = strings.TrimSpace(row[i])
		}
	}
	for i, value := range row {
		if i >= len(t.columns) || t.columns[i].kind == "" || strings.TrimSpace(value) == "" {
			continue
		}
		c := &t.columns[i]
		view := field(t.file.Part(item.Record, c.name), at(i), value)
		item.Parts = append(item.Parts, copyOf(view, c.kind)...)
	}
	return item
}

// field returns value, which the field at offset at of the file stands for: without its quotation marks, and with one for two.
func field(source *text.Source, at int, value string) text.View {
	t := source.Text
	b := text.From(source)
	if at >= len(t) || t[at] != '"' {
		b.Copy(text.Span{Start: at, End: min(len(t), at+len(value))})
		return b.View()
	}
	at++
	start := at
	for n := 0; n < len(value) && at < len(t); n++ {
		switch {
		case value[n] == '"' && strings.HasPrefix(t[at:], `""`):
			b.Copy(text.Span{Start: start, End: at + 1})
			at += 2
			start = at
		case value[n] == '\n' && strings.HasPrefix(t[at:], "\r\n"):
			b.Copy(text.Span{Start: start, End: at})
			at++
			start = at
			at++
		default:
			at++
		}
	}
	b.Copy(text.Span{Start: start, End: min(at, len(t))})
	return b.View()
}
