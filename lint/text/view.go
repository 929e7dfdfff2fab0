package text

import "sort"

// A View is text made from a source that remembers where each of its bytes came from. The zero View is empty. A View of
// unchanged text stores no map.
type View struct {
	Source *Source
	Text   string
	pieces []piece // where the text stops being a plain copy; nil for the identity
}

// A piece is a run of the view: copied from the source byte for byte, or put in place of a run of the source.
type piece struct {
	at     int  // offset in the view
	from   Span // in the source
	copied bool
}

// Whole returns the view of all of s, unchanged.
func Whole(s *Source) View { return View{Source: s, Text: s.Text} }

// Home returns where in the source the span of the view came from. A span inside a replacement comes from all of it.
func (v View) Home(s Span) Span {
	if v.pieces == nil {
		return s
	}
	start, end := v.home(s.Start), v.home(max(s.Start, s.End-1))
	home := Span{start.Start, end.End}
	if s.Len() == 0 {
		home.End = home.Start
	}
	return home
}

// home returns the source span of the byte at offset at.
func (v View) home(at int) Span {
	i := sort.Search(len(v.pieces), func(i int) bool { return v.pieces[i].at > at }) - 1
	if i < 0 {
		i = 0
	}
	p := v.pieces[i]
	if !p.copied {
		return p.from
	}
	from := min(p.from.Start+at-p.at, p.from.End)
	return Span{from, min(from+1, p.from.End)}
}

// Over returns v, which was made from the text of outer, as a view of what outer was made from.
func (v View) Over(outer View) View {
	b := From(outer.Source)
	pieces := v.pieces
	if pieces == nil {
		pieces = []piece{{from: Span{0, len(v.Text)}, copied: true}}
	}
	for i, p := range pieces {
		end := len(v.Text)
		if i+1 < len(pieces) {
			end = pieces[i+1].at
		}
		if !p.copied {
			b.Replace(outer.Home(p.from), v.Text[p.at:end])
			continue
		}
		b.copy(outer, p.from)
	}
	return b.View()
}

// copy appends what outer holds in span.
func (b *Builder) copy(outer View, span Span) {
	if outer.pieces == nil {
		b.Copy(span)
		return
	}
	for i, p := range outer.pieces {
		end := len(outer.Text)
		if i+1 < len(outer.pieces) {
			end = outer.pieces[i+1].at
		}
		from, to := max(p.at, span.Start), min(end, span.End)
		switch {
		case from >= to:
		case p.copied:
			b.Copy(Span{p.from.Start + from - p.at, p.from.Start + to - p.at})
		default:
			b.Replace(p.from, outer.Text[from:to])
		}
	}
}

// A Builder makes a View of a source piece by piece. Pieces are given in the order of the view.
type Builder struct {
	source *Source
	text   []byte
	pieces []piece
}

// From starts a view of s.
func From(s *Source) *Builder { return &Builder{source: s} }

// Source returns what the view is made from.
func (b *Builder) Source() *Source { return b.source }

// Copy appends the source's bytes in span unchanged.
func (b *Builder) Copy(span Span) {
	if span.Len() == 0 {
		return
	}
	if n := len(b.pieces); n > 0 && b.pieces[n-1].copied && b.pieces[n-1].from.End == span.Start {
		b.pieces[n-1].from.End = span.End
	} else {
		b.pieces = append(b.pieces, piece{at: len(b.text), from: span, copied: true})
	}
	b.text = append(b.text, b.source.Text[span.Start:span.End]...)
}

// Replace appends with in place of the source's bytes in span. An empty with drops them.
func (b *Builder) Replace(span Span, with string) {
	if with != "" {
		b.pieces = append(b.pieces, piece{at: len(b.text), from: span})
		b.text = append(b.text, with...)
	}
}

// View returns what was built.
func (b *Builder) View() View {
	if len(b.pieces) == 1 && b.pieces[0].copied && b.pieces[0].from == (Span{0, len(b.source.Text)}) {
		return Whole(b.source)
	}
	pieces := b.pieces
	if pieces == nil {
		pieces = []piece{{copied: true}}
	}
	return View{Source: b.source, Text: string(b.text), pieces: pieces}
}
