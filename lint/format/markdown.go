package format

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	gmtext "github.com/yuin/goldmark/text"

	"github.com/exolint/exolint/lint/text"
)

// markdown reads CommonMark with tables, struck-through words and task lists.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList)).Parser()

// readMarkdown reads a page of Markdown as one label: its text without the marks, the alternative texts of its pictures, the
// titles of its links, what its front matter says of it, and the hypertext in it. Code is not copy and is not read.
func readMarkdown(path, data string) ([]Item, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	source := &text.Source{Path: path, Text: data}
	p := newPage(source)
	start := len(data) - len(strings.TrimPrefix(data, byteOrderMark))
	start = p.front(start)
	w := walker{page: p, at: start, bytes: []byte(data[start:])}
	if err := ast.Walk(markdown.Parse(gmtext.NewReader(w.bytes)), w.node); err != nil {
		return nil, err
	}
	return []Item{{Parts: p.parts()}}, nil
}

// fronted are the keys of front matter whose values are copy, with the kind of section each is.
var fronted = map[string]string{
	"title": "claims", "description": "claims", "summary": "claims", "excerpt": "claims", "subtitle": "claims", "tagline": "claims", "headline": "claims", "seo_title": "claims",
	"seo_description": "claims", "claims": "claims", "ingredients": "ingredients", "inci": "ingredients", "directions": "directions", "warnings": "warnings",
}

// front reads the front matter that begins at offset start and returns where the page begins behind it.
func (p *page) front(start int) int {
	t := p.source.Text
	var fence string
	for _, f := range []string{"---", "+++"} {
		if strings.HasPrefix(t[start:], f+"\n") || strings.HasPrefix(t[start:], f+"\r\n") {
			fence = f
		}
	}
	if fence == "" {
		return start
	}
	end := strings.Index(t[start+len(fence):], "\n"+fence)
	if end < 0 {
		return start
	}
	stop := start + len(fence) + end + 1
	for at := start + len(fence) + 1; at < stop; {
		next := at + strings.IndexByte(t[at:]+"\n", '\n') + 1
		key, value, ok := strings.Cut(t[at:min(next, stop)], ":")
		if fence == "+++" {
			key, value, ok = strings.Cut(t[at:min(next, stop)], "=")
		}
		kind := fronted[strings.ToLower(strings.Trim(key, " \"'"))]
		if trimmed := strings.Trim(value, " \"'\r\n"); ok && kind != "" && trimmed != "" {
			from := at + len(key) + 1 + strings.Index(value, trimmed)
			b := text.From(p.source)
			b.Copy(text.Span{Start: from, End: from + len(trimmed)})
			p.more = append(p.more, Part{Kind: kind, Text: b.View()})
		}
		at = next
	}
	line := strings.IndexByte(t[stop:]+"\n", '\n')
	return min(len(t), stop+line+1)
}

// A walker goes through a page of Markdown.
type walker struct {
	*page
	at    int // offset of the page in the file
	bytes []byte
}

// span returns where a segment stands in the file.
func (w *walker) span(s gmtext.Segment) text.Span {
	return text.Span{Start: w.at + s.Start, End: w.at + s.Stop}
}

// end is an empty span at the end of what was read last: what the page says of itself stands nowhere.
func (w *walker) end(n ast.Node) text.Span {
	at := w.at
	if lines := n.Lines(); n.Type() == ast.TypeBlock && lines != nil && lines.Len() > 0 {
		at = w.at + lines.At(0).Start
	}
	return text.Span{Start: at, End: at}
}

func (w *walker) node(n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch n := n.(type) {
	case *ast.Text:
		if entering {
			w.escaped(w.span(n.Segment))
			switch {
			case n.HardLineBreak():
				w.line(text.Span{Start: w.at + n.Segment.Stop, End: w.at + n.Segment.Stop}, 1)
			case n.SoftLineBreak() && !w.blank:
				w.body.Replace(text.Span{Start: w.at + n.Segment.Stop, End: min(w.at+n.Segment.Stop+1, len(w.source.Text))}, " ")
				w.blank = true
			}
		}
	case *ast.RawHTML:
		if entering {
			for i := range n.Segments.Len() {
				w.read(w.span(n.Segments.At(i)))
			}
		}
	case *ast.HTMLBlock:
		if entering {
			w.line(w.end(n), 2)
			lines := n.Lines()
			if lines.Len() > 0 {
				w.read(text.Span{Start: w.at + lines.At(0).Start, End: w.at + lines.At(lines.Len()-1).Stop})
			}
			if n.HasClosure() {
				w.read(w.span(n.ClosureLine))
			}
			w.line(w.end(n), 2)
		}
	case *ast.CodeBlock, *ast.FencedCodeBlock, *ast.CodeSpan:
		return ast.WalkSkipChildren, nil
	case *ast.AutoLink:
		return ast.WalkSkipChildren, nil
	case *ast.Emphasis, *ast.Link, *ast.Image, *east.Strikethrough, *east.TaskCheckBox:
	case *ast.ListItem, *ast.TextBlock, *east.TableRow, *east.TableHeader, *east.TableCell:
		w.line(w.end(n), 1)
	default:
		w.line(w.end(n), 2)
	}
	return ast.WalkContinue, nil
}

// escaped adds the text in span, with what backslashes and entities stand for.
func (w *walker) escaped(span text.Span) {
	t := w.source.Text
	start := span.Start
	for i := span.Start; i+1 < span.End; i++ {
		if t[i] == '\\' && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", t[i+1]) >= 0 {
			w.words(text.Span{Start: start, End: i})
			start = i + 1
			i++
		}
	}
	w.words(text.Span{Start: start, End: span.End})
}
