package format

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/exolint/exolint/lint/text"
)

const byteOrderMark = "\uFEFF"

// readText reads a file as one label. A byte order mark is not part of the text, but positions count it.
func readText(path, data string) ([]Item, error) {
	if err := readable(data); err != nil {
		return nil, err
	}
	source := &text.Source{Path: path, Text: data}
	view := text.Whole(source)
	if strings.HasPrefix(data, byteOrderMark) {
		b := text.From(source)
		b.Copy(text.Span{Start: len(byteOrderMark), End: len(data)})
		view = b.View()
	}
	return []Item{{Parts: []Part{{Text: view}}}}, nil
}

// readable reports why data is not text in UTF-8 that can be judged.
func readable(data string) error {
	if strings.TrimSpace(strings.TrimPrefix(data, byteOrderMark)) == "" {
		return errors.New("it is empty; there is nothing to judge")
	}
	if strings.HasPrefix(data, "\xff\xfe") || strings.HasPrefix(data, "\xfe\xff") {
		return errors.New("it is UTF-16; convert it to UTF-8")
	}
	if i := strings.IndexByte(data, 0); i >= 0 {
		return fmt.Errorf("it is not text (a NUL byte at offset %d); save the copy as plain text in UTF-8", i)
	}
	if !utf8.ValidString(data) {
		at := 0
		for at < len(data) {
			r, size := utf8.DecodeRuneInString(data[at:])
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
		}
		line := strings.Count(data[:at], "\n") + 1
		return fmt.Errorf("it is not valid UTF-8 (byte 0x%02x on line %d, offset %d); convert it to UTF-8", data[at], line, at)
	}
	return nil
}
