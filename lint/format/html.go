package format

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/exolint/exolint/lint/text"
)

// readHTML reads a page as one label: its text, as a browser shows it, and what it says in titles, alternative texts,
// descriptions and structured data. Tags inside a line part no words; block tags part lines. Scripts and styles are not read.
func readHTML(path, data string) ([]Item, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	p := newPage(&text.Source{Path: path, Text: data})
	p.read(text.Span{Start: len(data) - len(strings.TrimPrefix(data, byteOrderMark)), End: len(data)})
	return []Item{{Parts: p.parts()}}, nil
}

// A page is hypertext while it is read.
type page struct {
	source *text.Source
	body   *text.Builder
	lines  int    // line breaks that the text ends in
	begun  bool   // the text has a word
	blank  bool   // the text ends in a space
	skip   string // the element whose text is not read, "" outside one
	depth  int    // of skip inside itself
	data   bool   // skip is structured data
	more   []Part // what stands in attributes and structured data
}

func newPage(source *text.Source) *page {
	return &page{source: source, body: text.From(source)}
}

// parts returns what was read: the text first.
func (p *page) parts() []Part {
	return append([]Part{{Text: p.body.View()}}, p.more...)
}

// copyOf returns the parts of a value of the kind: one, or, where it holds tags or entities, those of hypertext.
func copyOf(value text.View, kind string) (parts []Part) {
	if strings.TrimSpace(value.Text) == "" {
		return nil
	}
	if !strings.ContainsAny(value.Text, "<&") {
		return []Part{{Kind: kind, Text: value}}
	}
	p := newPage(&text.Source{Text: value.Text})
	p.read(text.Span{End: len(value.Text)})
	for n, part := range p.parts() {
		if n == 0 {
			part.Kind = kind
		}
		if part.Text = part.Text.Over(value); strings.TrimSpace(part.Text.Text) != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// read reads the hypertext in span, on and on until its end: a tag that is not closed is text.
func (p *page) read(span text.Span) {
	data := p.source.Text[span.Start:span.End]
	z := html.NewTokenizer(strings.NewReader(data))
	z.SetMaxBuf(0)
	at := span.Start
	for {
		kind := z.Next()
		raw := text.Span{Start: at, End: at + len(z.Raw())}
		if kind == html.ErrorToken {
			break
		}
		at = raw.End
		switch kind {
		case html.TextToken:
			switch {
			case p.data:
				p.structured(raw)
			case p.skip == "":
				p.words(raw)
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			name, _ := z.TagName()
			p.tag(string(name), kind, raw)
		}
	}
	if p.skip == "" && at < span.End { // an unfinished tag
		p.words(text.Span{Start: at, End: span.End})
	}
}

// breaks are the elements that begin and end a line, with how many line breaks part them from what stands around.
var breaks = map[string]int{
	"br": 1, "li": 1, "tr": 1, "dt": 1, "dd": 1, "option": 1, "button": 1, "label": 1, "caption": 1, "figcaption": 1, "summary": 1, "legend": 1, "td": 1, "th": 1, "pre": 1,
	"p": 2, "div": 2, "h1": 2, "h2": 2, "h3": 2, "h4": 2, "h5": 2, "h6": 2, "ul": 2, "ol": 2, "dl": 2, "table": 2, "section": 2, "article": 2, "header": 2, "footer": 2, "main": 2,
	"nav": 2, "aside": 2, "blockquote": 2, "figure": 2, "form": 2, "fieldset": 2, "hr": 2, "address": 2, "details": 2, "dialog": 2, "select": 2, "title": 2, "body": 2, "head": 2,
	"textarea": 2, "noscript": 2, "video": 2, "iframe": 2, "svg": 2,
}

// unread are the elements whose text nobody sees.
var unread = map[string]bool{"script": true, "style": true, "template": true, "object": true, "math": true}

// tag passes a tag.
func (p *page) tag(name string, kind html.TokenType, raw text.Span) {
	if p.skip != "" {
		switch {
		case name == p.skip && kind == html.EndTagToken:
			if p.depth--; p.depth == 0 {
				p.skip, p.data = "", false
			}
		case name == p.skip && kind == html.StartTagToken:
			p.depth++
		}
		return
	}
	if n := breaks[name]; n > 0 {
		p.line(raw, n)
	}
	if kind == html.EndTagToken {
		return
	}
	attributes := p.attributes(raw)
	if unread[name] && kind == html.StartTagToken {
		p.skip, p.depth = name, 1
		p.data = name == "script" && strings.Contains(attributes["type"].value(p.source.Text), "ld+json")
		return
	}
	p.attributed(name, attributes)
}

// line ends the line that the text is in, with n line breaks in place of the tag in span.
func (p *page) line(span text.Span, n int) {
	if missing := n - p.lines; p.begun && missing > 0 {
		p.body.Replace(span, strings.Repeat("\n", missing))
		p.lines, p.blank = n, true
	}
}

// words adds the text in span: entities are read, white space is one space.
func (p *page) words(span text.Span) {
	p.decode(p.body, span, &p.blank, func() { p.lines, p.begun = 0, true })
}

// decode adds the text in span to b. blank says, and is told, whether b ends in white space, which is not added again; said is
// called for what is none.
func (p *page) decode(b *text.Builder, span text.Span, blank *bool, said func()) {
	t := p.source.Text
	start := span.Start
	for i := span.Start; i < span.End; {
		switch c := t[i]; c {
		case ' ', '\n', '\r', '\t', '\f':
			end := i + 1
			for end < span.End && (t[end] == ' ' || t[end] == '\n' || t[end] == '\r' || t[end] == '\t' || t[end] == '\f') {
				end++
			}
			if c == ' ' && end == i+1 && !*blank {
				*blank = true
				i = end
				continue
			}
			b.Copy(text.Span{Start: start, End: i})
			if !*blank {
				b.Replace(text.Span{Start: i, End: end}, " ")
			}
			*blank = true
			i, start = end, end
		case '&':
			end, value := entity(t[:span.End], i)
			if end > i {
				b.Copy(text.Span{Start: start, End: i})
				b.Replace(text.Span{Start: i, End: end}, value)
				i, start = end, end
			} else {
				i++
			}
			*blank = false
			said()
		default:
			*blank = false
			said()
			i++
		}
	}
	b.Copy(text.Span{Start: start, End: span.End})
}

// longestEntity is how many bytes are looked through for the end of an entity.
const longestEntity = 34

// entity returns the end of the entity at t[i] and what it stands for; the end is i when there is none.
func entity(t string, i int) (end int, value string) {
	end = i + 1
	for end < len(t) && end-i < longestEntity && (t[end] == '#' || '0' <= t[end] && t[end] <= '9' || 'a' <= t[end]|0x20 && t[end]|0x20 <= 'z') {
		end++
	}
	if end < len(t) && t[end] == ';' {
		end++
	}
	value = html.UnescapeString(t[i:end])
	if value == t[i:end] {
		return i, ""
	}
	return end, value
}

// An attribute is where the value of an attribute stands.
type attribute struct{ text.Span }

func (a attribute) value(t string) string { return t[a.Start:a.End] }

// attributes returns the attributes of the tag in span, by name in small letters.
func (p *page) attributes(span text.Span) map[string]attribute {
	t := p.source.Text[:span.End]
	if strings.IndexByte(t[span.Start:], '=') < 0 {
		return nil
	}
	all := map[string]attribute{}
	i := span.Start + 1
	for i < len(t) && t[i] != ' ' && t[i] != '\n' && t[i] != '\t' && t[i] != '\r' && t[i] != '/' && t[i] != '>' {
		i++
	}
	for i < len(t) && t[i] != '>' {
		if strings.IndexByte(" \n\t\r/\f", t[i]) >= 0 {
			i++
			continue
		}
		start := i
		for i < len(t) && strings.IndexByte(" \n\t\r/>=\f", t[i]) < 0 {
			i++
		}
		name := strings.ToLower(t[start:i])
		for i < len(t) && strings.IndexByte(" \n\t\r\f", t[i]) >= 0 {
			i++
		}
		if i >= len(t) || t[i] != '=' {
			if i == start {
				i++
			}
			continue
		}
		i++
		for i < len(t) && strings.IndexByte(" \n\t\r\f", t[i]) >= 0 {
			i++
		}
		if i >= len(t) {
			break
		}
		var value text.Span
		if quote := t[i]; quote == '"' || quote == '\'' {
			end := strings.IndexByte(t[i+1:], quote)
			if end < 0 {
				end = len(t) - i - 1
			}
			value = text.Span{Start: i + 1, End: i + 1 + end}
			i = min(len(t), value.End+1)
		} else {
			value.Start = i
			for i < len(t) && strings.IndexByte(" \n\t\r>\f", t[i]) < 0 {
				i++
			}
			value.End = i
		}
		if _, ok := all[name]; !ok {
			all[name] = attribute{value}
		}
	}
	return all
}

// shown are the attributes that people read or hear.
var shown = []string{"alt", "title", "aria-label", "placeholder", "label"}

// described are the names of the meta elements that say what search engines and messengers show.
var described = map[string]bool{
	"description": true, "keywords": true, "twitter:title": true, "twitter:description": true, "twitter:image:alt": true,
	"og:title": true, "og:description": true, "og:image:alt": true, "product:description": true,
}

// attributed adds what an element says in its attributes.
func (p *page) attributed(name string, attributes map[string]attribute) {
	if len(attributes) == 0 {
		return
	}
	t := p.source.Text
	if name == "meta" {
		of := attributes["name"].value(t)
		if of == "" {
			of = attributes["property"].value(t)
		}
		if described[strings.ToLower(of)] {
			p.add(attributes["content"].Span, "claims")
		}
		return
	}
	for _, a := range shown {
		if value, ok := attributes[a]; ok {
			p.add(value.Span, "claims")
		}
	}
	if kind := attributes["type"].value(t); name == "input" && (kind == "submit" || kind == "button") {
		p.add(attributes["value"].Span, "claims")
	}
}

// add adds a part of its own: the hypertext of an attribute's value.
func (p *page) add(span text.Span, kind string) {
	b, blank, any := text.From(p.source), true, false
	p.decode(b, span, &blank, func() { any = true })
	if any {
		p.more = append(p.more, Part{Kind: kind, Text: b.View()})
	}
}

// told are the properties of structured data (schema.org) whose values are copy.
var told = map[string]string{
	"name": "claims", "alternateName": "claims", "description": "claims", "disambiguatingDescription": "claims", "slogan": "claims", "headline": "claims", "keywords": "claims",
	"award": "claims", "text": "claims", "abstract": "claims", "ingredients": "ingredients", "reviewBody": "reviews",
}

// structured adds the copy in the structured data in span, which is JSON.
func (p *page) structured(span text.Span) {
	t := p.source.Text[:span.End]
	for i := span.Start; i < span.End; {
		if t[i] != '"' {
			i++
			continue
		}
		end := closing(t, i)
		key := t[min(i+1, end):end]
		i = min(end+1, len(t))
		for i < len(t) && strings.IndexByte(" \n\t\r", t[i]) >= 0 {
			i++
		}
		kind, ok := told[key]
		if !ok || i >= len(t) || t[i] != ':' {
			continue
		}
		i++
		for i < len(t) && strings.IndexByte(" \n\t\r", t[i]) >= 0 {
			i++
		}
		if i < len(t) && t[i] == '"' {
			end := closing(t, i)
			b := text.From(p.source)
			unquote(b, text.Span{Start: i + 1, End: max(i+1, end)})
			if view := b.View(); strings.TrimSpace(view.Text) != "" {
				p.more = append(p.more, Part{Kind: kind, Text: view})
			}
			i = min(end+1, len(t))
		}
	}
}

// closing returns the offset of the quotation mark that closes the JSON string which opens at t[i], or the end of t.
func closing(t string, i int) int {
	for i++; i < len(t); i++ {
		switch t[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(t)
}

// unquote adds to b what the JSON string in span, without its quotation marks, stands for.
func unquote(b *text.Builder, span text.Span) {
	t := b.Source().Text[:span.End]
	start := span.Start
	for i := span.Start; i+1 < len(t); {
		if t[i] != '\\' {
			i++
			continue
		}
		b.Copy(text.Span{Start: start, End: i})
		size, value := 2, ""
		switch t[i+1] {
		case 'n', 'r':
			value = "\n"
		case 't', 'b', 'f':
			value = " "
		case 'u':
			r, n := codeUnit(t[i:]), 6
			if r >= 0xD800 && r < 0xDC00 && i+12 <= len(t) && t[i+6] == '\\' && t[i+7] == 'u' {
				if low := codeUnit(t[i+6:]); low >= 0xDC00 && low < 0xE000 {
					r, n = (r-0xD800)<<10+(low-0xDC00)+0x10000, 12
				}
			}
			if r < 0 {
				r, n = utf8.RuneError, 2
			}
			size, value = n, string(r)
		default:
			value = t[i+1 : i+2]
			if t[i+1] >= utf8.RuneSelf {
				_, n := utf8.DecodeRuneInString(t[i+1:])
				size, value = 1+n, t[i+1:i+1+n]
			}
		}
		b.Replace(text.Span{Start: i, End: i + size}, value)
		i += size
		start = i
	}
	b.Copy(text.Span{Start: start, End: span.End})
}

// codeUnit returns the number in "\uXXXX", -1 when it is none.
func codeUnit(s string) rune {
	if len(s) < 6 {
		return -1
	}
	var r rune
	for _, c := range []byte(s[2:6]) {
		switch {
		case '0' <= c && c <= '9':
			r = r<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			r = r<<4 | rune(c|0x20-'a'+10)
		default:
			return -1
		}
	}
	return r
}
