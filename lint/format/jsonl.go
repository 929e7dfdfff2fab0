package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/exolint/exolint/lint/text"
)

// fields are the texts a record may have, in the order of a label, with the kind of section each is.
var fields = []struct{ name, kind string }{
	{"name", "name"}, {"front", "front"}, {"text", ""}, {"claims", "claims"}, {"description", "claims"},
	{"directions", "directions"}, {"warnings", "warnings"}, {"storage", "storage"}, {"company", "company"},
	{"reviews", "reviews"}, {"footnote", "footnote"}, {"ingredients", "ingredients"},
}

// readJSONL reads a record a line. A line that cannot be read becomes an item with an error; the others are still read.
// Positions count in each field's own text.
func readJSONL(path, data string) ([]Item, error) {
	data = strings.TrimPrefix(data, byteOrderMark)
	if err := readable(data); err != nil {
		return nil, err
	}
	var items []Item
	for n := 1; data != ""; n++ {
		line, rest, _ := strings.Cut(data, "\n")
		data = rest
		if strings.TrimSpace(line) == "" {
			continue
		}
		item, err := record(path, line)
		if err != nil {
			item.Err = fmt.Errorf("line %d: %w", n, err)
			item.Parts = nil
		}
		if item.Record == "" {
			item.Record = fmt.Sprint(n)
		}
		for i := range item.Parts {
			item.Parts[i].Text.Source.Record = item.Record
		}
		items = append(items, item)
	}
	return items, nil
}

func record(path, line string) (Item, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal([]byte(line), &object); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return Item{}, fmt.Errorf("this is not JSON: %w", err)
		}
		return Item{}, errors.New("this is not a JSON object: a record is {\"id\": …, \"text\": …}")
	}
	var item Item
	if raw, ok := object["id"]; ok {
		if json.Unmarshal(raw, &item.Record) != nil {
			item.Record = string(raw) // a number stands for itself
		}
	}
	if raw, ok := object["markets"]; ok {
		if err := json.Unmarshal(raw, &item.Markets); err != nil {
			return item, errors.New(`"markets" is not a list of market tags`)
		}
	}
	product := ""
	for _, f := range fields {
		raw, ok := object[f.name]
		if !ok || string(raw) == "null" {
			continue
		}
		var value string
		if err := json.Unmarshal(raw, &value); err != nil {
			return item, fmt.Errorf("%q is not a string", f.name)
		}
		if f.name == "name" {
			product = value
		}
		source := &text.Source{Path: path, Product: product, Field: f.name, Text: value}
		item.Parts = append(item.Parts, Part{Kind: f.kind, Text: text.Whole(source)})
	}
	if item.Parts == nil {
		var names, known []string
		for name := range object {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, f := range fields {
			known = append(known, f.name)
		}
		return item, fmt.Errorf("the record has no text: none of %s among its keys (%s)", strings.Join(known, ", "), strings.Join(names, ", "))
	}
	return item, nil
}

// Record returns the item of a record that has the texts of fields, name by name; a name that no record has is skipped.
func Record[F ~struct{ Name, Text string }](given []F) Item {
	var item Item
	for _, g := range given {
		g := struct{ Name, Text string }(g)
		for _, f := range fields {
			if f.name == g.Name {
				source := &text.Source{Field: f.name, Text: g.Text}
				item.Parts = append(item.Parts, Part{Kind: f.kind, Text: text.Whole(source)})
			}
		}
	}
	return item
}
