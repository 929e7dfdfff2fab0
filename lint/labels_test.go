package lint_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/finding"
	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/report"
	"github.com/exolint/exolint/lint/text"
)

// read judges the label in the file called name.
func read(t *testing.T, l *lint.Linter, name string) lint.Result {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	results, err := l.Read(format.For(name), filepath.ToSlash(name), string(data))
	if err != nil {
		t.Fatal(err)
	}
	if results[0].Err != nil {
		t.Fatal(results[0].Err)
	}
	return results[0]
}

func files(t *testing.T, pattern string, least int) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) < least {
		t.Fatalf("%s: found %d files, want %d at least (%v)", pattern, len(names), least, err)
	}
	return names
}

// These labels are what careful brands write. They hold every trap we know.
func TestGoodLabelsAreSilent(t *testing.T) {
	l := linter(t)
	for _, name := range files(t, "../testdata/label/ok/*.txt", 15) {
		for _, f := range read(t, l, name).Findings {
			if f.Severity >= finding.Warning {
				t.Errorf("%s: %s: %s", name, f.Rule, f.Message)
			}
		}
	}
}

// What is said of a bad label stands beside it, in NAME.out; what an expert would see, in NAME.expect. The floor on how much
// of that is seen is what was reached; it may rise.
func TestBadLabels(t *testing.T) {
	l := linter(t)
	families := map[string]bool{}
	for _, r := range l.Rules {
		families[r.Family] = true
	}
	expected, missed := 0, 0
	for _, name := range files(t, "../testdata/label/bad/*.txt", 10) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			r := read(t, l, name)
			var out strings.Builder
			run := &report.Run{
				Rules: len(l.Rules), Markets: l.Markets, AllMarkets: true, Findings: r.Findings,
				Inputs: []report.Input{{Path: name, Items: 1}},
			}
			write, err := report.Lookup("text")
			if err != nil {
				t.Fatal(err)
			}
			if err := write.Write(&out, run, report.Style{}); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, strings.TrimSuffix(name, ".txt")+".out", out.String())
			all, missing := unseen(t, strings.TrimSuffix(name, ".txt")+".expect", families, r.Findings)
			expected, missed = expected+all, missed+len(missing)
			for _, m := range missing {
				t.Logf("an expert sees, and exolint does not: %s", m)
			}
		})
	}
	t.Logf("%d of %d places that an expert sees are missed", missed, expected)
	if missed*10 > expected*3 || expected < 80 {
		t.Errorf("%d of %d places that an expert sees are missed: more than three in ten", missed, expected)
	}
}

// unseen returns how many lines "family: quote" a file has, of families that have rules, and those that no finding answers,
// neither by its place nor by a note.
func unseen(t *testing.T, name string, families map[string]bool, findings []finding.Finding) (all int, missing []string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		family, quote, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(quote, "(") || strings.HasPrefix(line, "#") || !families[family] {
			continue
		}
		all++
		quote = squeeze(quote)
		found := false
		for i := range findings {
			f := &findings[i]
			at := strings.Index(squeeze(f.Source.Text), quote)
			for _, span := range spans(f) {
				start, end := len(squeeze(f.Source.Text[:span.Start])), len(squeeze(f.Source.Text[:span.End]))
				found = found || f.Family == family && at >= 0 && start < at+len(quote) && at < end
			}
		}
		if !found {
			missing = append(missing, strings.TrimSpace(line))
		}
	}
	return all, missing
}

// spans returns the places that a finding points at.
func spans(f *finding.Finding) []text.Span {
	all := []text.Span{f.Span}
	for _, n := range f.Notes {
		all = append(all, n.Span)
	}
	return all
}

// squeeze returns t folded, without white space.
func squeeze(t string) string { return strings.Join(strings.Fields(text.Fold(t)), "") }

// Claims that nobody who wrote a rule had seen when they were written. The floors are what was reached; they may rise.
func TestClaims(t *testing.T) {
	l := linter(t)
	caught, flagged := count(t, l, "../testdata/claims/flagged.jsonl")
	alarms, permitted := count(t, l, "../testdata/claims/permitted.jsonl")
	t.Logf("%d of %d claims caught, %d alarms on %d permitted texts", caught, flagged, alarms, permitted)
	if caught*100 < flagged*95 {
		t.Errorf("%d of %d claims are caught: less than 95 %%", caught, flagged)
	}
	if alarms*100 > permitted {
		t.Errorf("%d alarms on %d permitted texts: more than 1 %%", alarms, permitted)
	}
}

// fits are the families that a claim of a label may be found by.
var fits = map[string][]string{
	"exosome-count": {"exosome-count"}, "exosome-source": {"source-disclosure"}, "drug-claim": {"drug-claim"}, "drug-claim-disease": {"drug-claim"},
	"structure-function": {"drug-claim"}, "regulatory-status": {"regulatory-status", "drug-claim"}, "safety-absolute": {"safety-claim"},
	"near-miss": claimFamilies, "ordinary": claimFamilies,
}

var claimFamilies = []string{"exosome-count", "drug-claim", "regulatory-status", "safety-claim"}

// count returns on how many of a file's texts a warning or error of a fitting family stands.
func count(t *testing.T, l *lint.Linter, name string) (hit, all int) {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); all++ {
		var claim struct{ ID, Text, Label string }
		if err := json.Unmarshal(lines.Bytes(), &claim); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if fits[claim.Label] == nil {
			t.Fatalf("%s: %s has the label %q, which nobody knows", name, claim.ID, claim.Label)
		}
		r, err := l.Text(claim.Text)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range r.Findings {
			if f.Severity >= finding.Warning && strings.Contains(strings.Join(fits[claim.Label], " "), f.Family) {
				hit++
				break
			}
		}
	}
	return hit, all
}

// The law of positions: the words a finding quotes stand where it says, and line and column lead back there.
func TestPositions(t *testing.T) {
	l := linter(t)
	checked := 0
	for _, name := range files(t, "../testdata/label/*/*.txt", 25) {
		for _, f := range read(t, l, name).Findings {
			checked++
			if f.Span.Start < 0 || f.Span.End > len(f.Source.Text) || f.Span.Len() <= 0 {
				t.Fatalf("%s: %s has the span %v of %d bytes", name, f.Rule, f.Span, len(f.Source.Text))
			}
			if quote := text.Fold(strings.Join(strings.Fields(f.Text()), " ")); strings.TrimSpace(quote) == "" {
				t.Errorf("%s: %s quotes nothing at %v", name, f.Rule, f.Span)
			}
			for _, at := range []int{f.Span.Start, f.Span.End} {
				p := f.Source.Place(at)
				line, start := f.Source.Line(p.Line)
				if back := start + len(string([]rune(line + "\n")[:p.Column-1])); back != at {
					t.Errorf("%s: offset %d is line %d, column %d, which is offset %d", name, at, p.Line, p.Column, back)
				}
			}
		}
	}
	if checked < 60 {
		t.Errorf("only %d findings were checked", checked)
	}
}

func TestSameInputSameFindings(t *testing.T) {
	var all []format.Item
	for _, name := range files(t, "../testdata/label/*/*.txt", 25) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, format.Item{Parts: []format.Part{{Text: text.Whole(&text.Source{Path: name, Text: string(data)})}}})
	}
	said := func(processors int) string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		var b strings.Builder
		for _, r := range linter(t).Items(all) {
			for _, f := range r.Findings {
				fmt.Fprintln(&b, f.Source.Path, f.Rule, f.Span, f.Message, f.Suggestion, f.Notes, f.Markets, f.Fingerprint())
			}
		}
		return b.String()
	}
	if one, two := said(1), said(2); one != two || one == "" {
		t.Errorf("one processor says\n%s\ntwo say\n%s", one, two)
	}
}
