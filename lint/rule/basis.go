package rule

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/exolint/exolint/lint/text"
)

// A Basis is one entry of the table of law, guidance and science that rules rest on.
type Basis struct {
	ID        string `toml:"-"`
	Title     string `toml:"title"`
	Article   string `toml:"article"`
	URL       string `toml:"url"`
	Meaning   string `toml:"meaning"`
	Kind      string `toml:"kind"`      // law, guidance or science
	Certainty string `toml:"certainty"` // V1: the instrument was seen; V2: through a secondary source
	Read      string `toml:"read"`      // YYYY-MM-DD
}

// ParseBases reads the table. An entry that nobody has verified is refused: it may not be shown to users.
func ParseBases(file, data string) (map[string]Basis, error) {
	var table map[string]Basis
	meta, err := toml.Decode(data, &table)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("%s: unknown key %q", file, unknown[0])
	}
	for id, b := range table {
		b.ID = id
		for _, v := range []string{b.Title, b.URL, b.Meaning, b.Kind, b.Read} {
			if v == "" {
				return nil, fmt.Errorf("%s: %s needs title, url, meaning, kind and read", file, id)
			}
		}
		if b.Certainty != "V1" && b.Certainty != "V2" {
			return nil, fmt.Errorf("%s: %s has certainty %q; only V1 and V2 may be shown to users", file, id, b.Certainty)
		}
		table[id] = b
	}
	return table, nil
}

// CheckBases reports the bases that rules name and table does not have.
func CheckBases(rules []*Rule, table map[string]Basis) error {
	known := make([]string, 0, len(table))
	for id := range table {
		known = append(known, id)
	}
	sort.Strings(known)
	var problems []string
	for _, r := range rules {
		for _, id := range r.Basis {
			if _, ok := table[id]; !ok {
				problems = append(problems, fmt.Sprintf("%s: there is no basis %q; %s", r.File, id, nearest("did you mean", id, known)))
			}
		}
	}
	if problems != nil {
		return fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return nil
}

// nearest says which of known is nearest to name, or lists them when none is near.
func nearest(lead, name string, known []string) string {
	if best := text.Nearest(name, known); best != "" {
		return fmt.Sprintf("%s %q", lead, best)
	}
	if len(known) > 20 {
		return "there is none like it"
	}
	return "there are " + strings.Join(known, ", ")
}

// CheckCovers reports rules that say they cover a rule that is not there. It can only be told when the built-in rules
// are among rules.
func CheckCovers(rules []*Rule, builtIn bool) error {
	if !builtIn {
		return nil
	}
	var known, problems []string
	for _, r := range rules {
		known = append(known, r.ID)
	}
	for _, r := range rules {
		for _, id := range r.Covers {
			if !slices.Contains(known, id) {
				problems = append(problems, fmt.Sprintf("%s: covers names no rule %q; %s", r.File, id, nearest("did you mean", id, known)))
			}
		}
	}
	if problems != nil {
		return fmt.Errorf("%s", strings.Join(problems, "\n"))
	}
	return nil
}
