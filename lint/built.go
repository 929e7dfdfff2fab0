package lint

import (
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/exolint/exolint/lint/lang"
	"github.com/exolint/exolint/lint/rule"
	"github.com/exolint/exolint/rules"
)

// builtIn is what comes with exolint.
type builtIn struct {
	Sum      string // over the files it was read from
	Rules    []*rule.Rule
	Lexicons []*lang.Lexicon
	Bases    map[string]rule.Basis
}

// readBuiltIn reads the rules, lexicons and bases that come with exolint. Reading TOML takes longer than judging a label, so
// with quick they come from rules.Built, which TestBuiltIn writes, without the rules' examples; but only when that was made
// from the very files that are in the program.
func readBuiltIn(quick bool) (*builtIn, error) {
	if quick {
		now := make(chan string)
		go func() { now <- sum(rules.Files) }()
		var b builtIn
		err := gob.NewDecoder(strings.NewReader(rules.Built)).Decode(&b)
		if b.Sum == <-now && err == nil {
			return &b, nil
		}
	}
	return readFiles()
}

// readFiles reads everything from the TOML files.
func readFiles() (*builtIn, error) {
	b := &builtIn{Sum: sum(rules.Files)}
	var (
		problems [3]error
		wait     sync.WaitGroup
	)
	wait.Go(func() { b.Lexicons, problems[0] = lang.Load(rules.Files, "lang") })
	wait.Go(func() {
		var data []byte
		if data, problems[1] = fs.ReadFile(rules.Files, "basis.toml"); problems[1] == nil {
			b.Bases, problems[1] = rule.ParseBases("basis.toml", string(data))
		}
	})
	b.Rules, problems[2] = rule.Load(rules.Files, ".")
	wait.Wait()
	return b, errors.Join(problems[:]...)
}

// sum returns a hash, in hex, over every rule file, so that a report says what it was made with.
func sum(sources ...fs.FS) string {
	h := sha256.New()
	for _, files := range sources {
		fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && path.Ext(name) == ".toml" {
				data, _ := fs.ReadFile(files, name)
				fmt.Fprintf(h, "%s %d\n", name, len(data))
				h.Write(data)
			}
			return nil
		})
	}
	return hex.EncodeToString(h.Sum(nil))
}
