package report

import (
	"fmt"
	"strings"

	"github.com/exolint/exolint/lint/finding"
)

// Summary says in one line what came of the run. It never sounds clean when something was not examined.
func (r *Run) Summary() string {
	said := r.outcome()
	if len(r.Markets) == 0 {
		return said
	}
	said += " · markets: " + upper(r.Markets)
	if r.AllMarkets {
		said += " (all)"
	}
	return said
}

func (r *Run) outcome() string {
	labels := 0
	for _, in := range r.Inputs {
		labels += in.Items
	}
	found, unread := r.found(), r.unread()
	switch {
	case found != "" && unread != "":
		return fmt.Sprintf("%s in %s; %s", found, count(labels, "label"), unread)
	case found != "":
		return fmt.Sprintf("%s in %s", found, count(labels, "label"))
	case unread != "" && labels == 0:
		return unread + "; nothing was checked"
	case labels == 0:
		return "there was no label to read; nothing was checked"
	case r.Rules == 0:
		return "no rule ran; nothing was checked"
	case unread != "":
		return fmt.Sprintf("%s; no rule fired in the %s read", unread, count(labels, "label"))
	}
	return fmt.Sprintf("no rule fired in %s; this is not an approval", count(labels, "label"))
}

// nouns says what findings of a severity are called when they are counted.
var nouns = [...]string{finding.Error: "error", finding.Warning: "warning", finding.Info: "note"}

// found counts the findings, heaviest first: "2 errors and 1 note". It is "" when there are none.
func (r *Run) found() string {
	counts := r.counts()
	var parts []string
	for s := finding.Error; s >= finding.Info; s-- {
		if counts[s] > 0 {
			parts = append(parts, count(counts[s], nouns[s]))
		}
	}
	return and(parts)
}

// counts returns the number of findings of each severity.
func (r *Run) counts() (counts [finding.Error + 1]int) {
	for _, f := range r.Findings {
		counts[f.Severity]++
	}
	return counts
}

// unread says what could not be read: "1 input and 2 records could not be read". It is "" when all could.
func (r *Run) unread() string {
	inputs, records := 0, 0
	for _, in := range r.Inputs {
		if in.Err != nil {
			inputs++
		}
		for _, p := range in.Products {
			if p.Err != nil {
				records++
			}
		}
	}
	var parts []string
	if inputs > 0 {
		parts = append(parts, count(inputs, "input"))
	}
	if records > 0 {
		parts = append(parts, count(records, "record"))
	}
	if parts == nil {
		return ""
	}
	return and(parts) + " could not be read"
}

// count returns n with its noun: "1 label", "2 labels".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// and joins words as a sentence does: "a, b and c".
func and(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// upper writes market tags as people do: "US, EU".
func upper(markets []string) string { return escape(strings.ToUpper(strings.Join(markets, ", "))) }
