package lint_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// ranks says how high a package stands. It imports only what stands lower.
var ranks = map[string]int{
	"rules": 0, "lint/text": 0, "lint/golden": 0,
	"lint/rule": 1, "lint/lang": 1,
	"lint/format": 2, "lint/finding": 2, "lint/inci": 2,
	"lint/label": 3,
	"lint/match": 4,
	"lint/judge": 5, "lint/report": 5,
	"lint":        6,
	"cmd/cli":     7,
	"cmd/exolint": 8,
}

func TestPackagesImportOnlyLowerOnes(t *testing.T) {
	const module = "github.com/exolint/exolint/"
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "../...").Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		rank, ok := ranks[name]
		if !ok {
			t.Errorf("%s has no rank: give it one here and in lint/doc.go", name)
		}
		seen++
		for _, imported := range p.Imports {
			if other, ours := strings.CutPrefix(imported, module); ours && ranks[other] >= rank {
				t.Errorf("%s, of rank %d, imports %s, of rank %d", name, rank, other, ranks[other])
			}
		}
	}
	if seen != len(ranks) {
		t.Errorf("go list knows %d packages, this table %d", seen, len(ranks))
	}
}
