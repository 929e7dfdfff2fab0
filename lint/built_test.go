package lint

import (
	"bytes"
	"encoding/gob"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/exolint/exolint/lint/golden"
)

// What is read quickly is what the files say, but for the examples. After a change of a rule, a lexicon or a basis, make rules
// writes it anew.
func TestBuiltIn(t *testing.T) {
	want, err := readFiles()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range want.Rules {
		r.Examples = nil
	}
	for _, lex := range want.Lexicons {
		lex.Examples = nil
	}
	var made bytes.Buffer
	if err := gob.NewEncoder(&made).Encode(want); err != nil {
		t.Fatal(err)
	}
	file := bytes.Clone(made.Bytes())
	want = &builtIn{} // as it is when it was written and read: an empty list is none
	if err := gob.NewDecoder(&made).Decode(want); err != nil {
		t.Fatal(err)
	}
	if now, err := readBuiltIn(true); *golden.Update && (err != nil || !reflect.DeepEqual(now, want)) {
		if err := os.WriteFile(filepath.Join("..", "rules", "built.gob"), file, 0o644); err != nil {
			t.Fatal(err)
		}
		return // what was written is in the next build
	}
	got, err := readBuiltIn(true)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Rules) > 0 && got.Rules[0].Examples != nil {
		t.Fatal("rules/built.gob was not made from the rules as they are; run make rules")
	}
	if len(got.Rules) != len(want.Rules) || got.Sum != want.Sum {
		t.Fatalf("%d rules are read quickly, and %d from their files", len(got.Rules), len(want.Rules))
	}
	for i, r := range want.Rules {
		if !reflect.DeepEqual(got.Rules[i], r) {
			t.Errorf("%s is read quickly as another rule than from its file", r.File)
		}
	}
	if !reflect.DeepEqual(got.Lexicons, want.Lexicons) {
		t.Error("the lexicons are not those of their files")
	}
	if !reflect.DeepEqual(got.Bases, want.Bases) {
		t.Error("the bases are not those of their file")
	}
}
