// Package format knows file formats: it turns bytes into items, one for each product, whose parts remember where their
// text came from. It does not know claims, ingredients or rules.
package format

import (
	"fmt"
	"path"
	"strings"

	"github.com/exolint/exolint/lint/text"
)

// An Item is one product as an input holds it.
type Item struct {
	Record  string // the record's own id; "" outside record formats
	Markets []string
	Parts   []Part
	Err     error // why this record could not be read; Parts is then nil
}

// A Part is one piece of an item's text.
type Part struct {
	Kind string // the kind of section it is; "" when the text itself must tell
	Text text.View
}

// A Format reads one kind of file.
type Format struct {
	Name       string
	Help       string
	Extensions []string
	Read       func(path, data string) ([]Item, error)
}

// Formats are all the formats, the one that reads anything last.
var Formats = []Format{
	{"jsonl", "one JSON record a line: id, text, name, front, claims, ingredients, …", []string{".jsonl", ".ndjson"}, readJSONL},
	{"json", "JSON with copy in it: translations, theme settings, product data", []string{".json", ".arb"}, readJSON},
	{"csv", "a table with a header: a product export of a shop, or any with columns such as title, description, ingredients", []string{".csv", ".tsv"}, readCSV},
	{"markdown", "Markdown, with front matter", []string{".md", ".markdown", ".mdx"}, readMarkdown},
	{"html", "a web page: its text, alternative texts, descriptions and structured data", []string{".html", ".htm", ".xhtml"}, readHTML},
	{"text", "plain text, one label", nil, readText},
}

// Lookup returns the format called name.
func Lookup(name string) (Format, error) {
	var names []string
	for _, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	last := len(names) - 1
	return Format{}, fmt.Errorf("there is no input format %q; there are %s and %s", name, strings.Join(names[:last], ", "), names[last])
}

// For returns the format that the file called name is read with.
func For(name string) Format {
	extension := strings.ToLower(path.Ext(name))
	for _, f := range Formats {
		for _, e := range f.Extensions {
			if e == extension {
				return f
			}
		}
	}
	return Formats[len(Formats)-1]
}
