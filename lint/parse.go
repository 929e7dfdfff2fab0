package lint

import (
	"errors"

	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/label"
)

// A Reading is how a label was read, before any rule looks at it.
type Reading struct {
	Record string
	Label  *label.Label
	Err    error // why the item could not be read
}

// Parse reads the data of the input called path with f and returns how each item in it was read. The error says why
// nothing could be read.
func (l *Linter) Parse(f format.Format, path, data string) ([]Reading, error) {
	items, err := f.Read(path, data)
	if err != nil {
		return nil, err
	}
	readings := make([]Reading, len(items))
	for i := range items {
		r := Reading{Record: items[i].Record, Err: items[i].Err}
		if r.Err == nil {
			if r.Label = l.parser.Parse(&items[i]); r.Label.Empty() {
				r.Err = errors.New("it holds no words; there is nothing to read")
			}
		}
		readings[i] = r
	}
	return readings, nil
}

// Suggest returns names of ingredients near to one that the dictionary does not have. They are for a person to choose from.
func (l *Linter) Suggest(name string) []string { return l.dictionary().Suggest(name) }

// Imported returns what CosIng, where it was imported, says of the ingredient called name, nil when it says nothing.
func (l *Linter) Imported(name string) *inci.Ingredient { return l.dictionary().Imported(name) }
