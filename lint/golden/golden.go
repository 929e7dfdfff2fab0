// Package golden compares what a test got with the file that holds what it should be. It is for tests only; a test package
// without goldens imports it for its flag, so that go test ./... -update runs everywhere.
package golden

import (
	"flag"
	"os"
	"testing"
)

// Update says that goldens are to be written. A person reads the diff before it is kept.
var Update = flag.Bool("update", false, "write the goldens")

// Check compares got with what stands in the file called name, or writes it there.
func Check(t *testing.T, name, got string) {
	t.Helper()
	if *Update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatalf("%v; run the test with -update", err)
	}
	if got != string(want) {
		t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
	}
}
