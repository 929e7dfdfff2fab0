package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkStart builds exolint and times it from start to exit on a label of 1 KB. It reports the median, because what
// else the machine does lengthens some runs and shortens none.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	if out, err := exec.Command("go", "build", "-trimpath", "-o", dir+string(filepath.Separator), ".").CombinedOutput(); err != nil {
		b.Fatalf("build exolint: %s\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "testdata", "label", "bad", "exosome-ampoule.txt"))
	if err != nil {
		b.Fatal(err)
	}
	label := filepath.Join(dir, "label.txt")
	for len(text) < 1024 {
		text = append(text, "\nSmooth over face and neck in the morning and in the evening."...)
	}
	if err := os.WriteFile(label, text, 0o600); err != nil {
		b.Fatal(err)
	}
	program := filepath.Join(dir, "exolint")
	var took []time.Duration
	for b.Loop() {
		var complaint strings.Builder
		run := exec.Command(program, label)
		run.Stderr = &complaint
		run.Env = append(os.Environ(), "XDG_DATA_HOME="+dir) // without what was imported here
		start := time.Now()
		err := run.Run()
		took = append(took, time.Since(start))
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 1 {
			b.Fatalf("exolint ended with %v, want exit status 1\n%s", err, complaint.String())
		}
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op") // an average, so not shown
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms-median")
}
