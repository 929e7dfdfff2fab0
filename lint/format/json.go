package format

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/exolint/exolint/lint/text"
)

// readJSON reads the texts of a JSON file: translations, theme settings, product data. A text is a string that has words; the
// field it is named by is its JSON pointer. The elements of an array at the top are products of their own. Comments and a comma
// too many, as shop themes have them, do not harm.
func readJSON(path, data string) ([]Item, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	d := document{file: &text.Source{Path: path, Text: data}, at: len(data) - len(strings.TrimPrefix(data, byteOrderMark))}
	if err := d.value(nil, ""); err != nil {
		return nil, err
	}
	if d.space(); d.at < len(data) {
		return nil, d.wrong("the end of the file")
	}
	items := slices.DeleteFunc(d.items, func(i Item) bool { return i.Parts == nil })
	if len(items) == 0 {
		return nil, errors.New("it holds no text with words; there is nothing to judge")
	}
	return items, nil
}

// deepest is how many objects and arrays may stand inside each other.
const deepest = 500

// A document is JSON while it is read.
type document struct {
	file  *text.Source
	at    int
	items []Item
	item  int // number of the item at the top that is read, from 0
	open  int // number of the item that the last of items is, plus one
}

// wrong says what was expected where the reading stands.
func (d *document) wrong(expected string) error {
	place := d.file.Place(min(d.at, len(d.file.Text)))
	return fmt.Errorf("it is not JSON: %s is expected on line %d, column %d", expected, place.Line, place.Column)
}

// space passes white space and comments.
func (d *document) space() {
	t := d.file.Text
	for d.at < len(t) {
		switch rest := t[d.at:]; {
		case strings.IndexByte(" \t\r\n", rest[0]) >= 0:
			d.at++
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return
			}
			d.at += end + 4
		case strings.HasPrefix(rest, "//"):
			if end := strings.IndexByte(rest, '\n'); end >= 0 {
				d.at += end
			} else {
				d.at = len(t)
			}
		default:
			return
		}
	}
}

// value reads the value at the path of keys, the last of which is key.
func (d *document) value(path []string, key string) error {
	if len(path) > deepest {
		return d.wrong(fmt.Sprintf("an end to more than %d objects inside each other", deepest))
	}
	d.space()
	t := d.file.Text
	if d.at >= len(t) {
		return d.wrong("a value")
	}
	switch t[d.at] {
	case '{':
		return d.members(path, '}')
	case '[':
		return d.members(path, ']')
	case '"':
		span, err := d.quoted()
		if err == nil {
			d.add(path, key, span)
		}
		return err
	}
	start := d.at
	for d.at < len(t) && strings.IndexByte(",]} \t\r\n/", t[d.at]) < 0 {
		d.at++
	}
	switch word := t[start:d.at]; word {
	case "true", "false", "null":
	default:
		if _, err := strconv.ParseFloat(word, 64); err != nil {
			d.at = start
			return d.wrong("a value")
		}
	}
	return nil
}

// members reads the members of an object or the elements of an array, up to the bracket that ends it.
func (d *document) members(path []string, end byte) error {
	t := d.file.Text
	d.at++
	for n := 0; ; n++ {
		d.space()
		if d.at >= len(t) {
			return d.wrong(strconv.Quote(string(end)))
		}
		if t[d.at] == end {
			d.at++
			return nil
		}
		key := strconv.Itoa(n)
		if end == '}' {
			if t[d.at] != '"' {
				return d.wrong("a key in quotation marks")
			}
			span, err := d.quoted()
			if err != nil {
				return err
			}
			key = t[span.Start:span.End]
			if d.space(); d.at >= len(t) || t[d.at] != ':' {
				return d.wrong("a colon")
			}
			d.at++
		} else if len(path) == 0 {
			d.item = n
		}
		if err := d.value(append(path, key), key); err != nil {
			return err
		}
		if d.space(); d.at < len(t) && t[d.at] == ',' {
			d.at++
		} else if d.at < len(t) && t[d.at] != end {
			return d.wrong("a comma")
		}
	}
}

// quoted passes a string and returns what stands between its quotation marks.
func (d *document) quoted() (text.Span, error) {
	end := closing(d.file.Text, d.at)
	if end >= len(d.file.Text) {
		return text.Span{}, d.wrong("a closing quotation mark for the string")
	}
	span := text.Span{Start: d.at + 1, End: end}
	d.at = end + 1
	return span, nil
}

// add adds the string in span, which stands at path, when it is copy.
func (d *document) add(path []string, key string, span text.Span) {
	if d.open != d.item+1 {
		d.items, d.open = append(d.items, Item{}), d.item+1
	}
	item := &d.items[len(d.items)-1]
	name := letters(key)
	value := d.file.Text[span.Start:span.End]
	for _, id := range ids {
		if name == id && len(path) <= 2 && item.Record == "" {
			item.Record = value
			for _, p := range item.Parts {
				p.Text.Source.Record = value
			}
			return
		}
	}
	kind := kindOf(key, name)
	if kind == "" && !strings.ContainsAny(strings.TrimSpace(value), " \\") && !beyondASCII(value) {
		return // an identifier, a colour, an address
	}
	if kind == "" || kind == "name" && len(path) > 2 {
		kind = "claims"
	}
	b := text.From(d.file.Part(item.Record, "/"+strings.Join(path, "/")))
	unquote(b, span)
	view := b.View()
	item.Parts = append(item.Parts, copyOf(view, kind)...)
}

func beyondASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return true
		}
	}
	return false
}
