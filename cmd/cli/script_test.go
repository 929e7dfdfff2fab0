package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/exolint/exolint/cmd/cli"
	"github.com/exolint/exolint/lint/golden"
)

// TestScripts runs the stories of testdata/script. A story is a file of sections, each opened by a line "-- name --": run
// holds the arguments, one command a line; stdin what is piped in; code, stdout and stderr what must come of it; every
// other section is a file. Commands run in a folder with these files, in this process.
func TestScripts(t *testing.T) {
	names, err := filepath.Glob("../../testdata/script/*.txt")
	if err != nil || len(names) < 10 {
		t.Fatalf("found %d stories (%v)", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) { story(t, name) })
	}
}

func story(t *testing.T, name string) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(absolute)
	if err != nil {
		t.Fatal(err)
	}
	head, sections := split(string(data))
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("XDG_DATA_HOME", filepath.Join(dir, "data")) // a story may bring data/exolint/dictionary.txt
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")           // 2026-01-01
	for _, variable := range []string{"NO_COLOR", "FORCE_COLOR"} {
		t.Setenv(variable, "")
	}
	given := map[string]string{}
	for _, s := range sections {
		given[s.name] = s.text
		switch s.name {
		case "run", "stdin", "code", "stdout", "stderr", "env":
			continue
		}
		if err := os.MkdirAll(filepath.Dir(s.name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.name, []byte(unescape(s.text)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for line := range strings.Lines(given["env"]) {
		variable, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		t.Setenv(variable, value)
	}
	got := map[string]string{}
	for line := range strings.Lines(given["run"]) {
		var out, complaints bytes.Buffer
		code := cli.Main(strings.Fields(unescape(line)), strings.NewReader(unescape(given["stdin"])), &out, &complaints)
		got["code"] += fmt.Sprintln(code)
		got["stdout"] += lasting(out.String(), dir)
		got["stderr"] += lasting(complaints.String(), dir)
	}
	if *golden.Update {
		var b strings.Builder
		b.WriteString(head)
		for _, s := range sections {
			if _, outcome := outcomes[s.name]; !outcome {
				fmt.Fprintf(&b, "-- %s --\n%s", s.name, s.text)
			}
		}
		for _, outcome := range []string{"code", "stdout", "stderr"} {
			if got[outcome] != "" {
				fmt.Fprintf(&b, "-- %s --\n%s", outcome, got[outcome])
			}
		}
		if err := os.WriteFile(absolute, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, outcome := range []string{"code", "stdout", "stderr"} {
		if got[outcome] != given[outcome] {
			t.Errorf("%s: got\n%s\nwant\n%s", outcome, got[outcome], given[outcome])
		}
	}
}

// lasting returns output without what differs from run to run or with every word that the dictionary learns: DIR stands for
// the folder of the story, N for the number of built-in ingredients.
func lasting(output, dir string) string {
	output = strings.ReplaceAll(output, filepath.ToSlash(dir), "DIR")
	return builtIn.ReplaceAllString(strings.ReplaceAll(output, dir, "DIR"), "${1}N")
}

var builtIn = regexp.MustCompile(`(built in: |"built_in": \{\s+"ingredients": )[0-9]+`)

var outcomes = map[string]bool{"code": true, "stdout": true, "stderr": true}

type section struct{ name, text string }

func split(data string) (head string, sections []section) {
	for line := range strings.Lines(data) {
		name, ok := strings.CutPrefix(strings.TrimSuffix(line, " --\n"), "-- ")
		switch {
		case ok && strings.HasSuffix(line, " --\n"):
			sections = append(sections, section{name: name})
		case sections == nil:
			head += line
		default:
			sections[len(sections)-1].text += line
		}
	}
	return head, sections
}

// unescape puts what a story cannot hold into a file or an argument: \x00, \xff, \e, \u202e as they are written here, and
// nothing for \empty.
func unescape(s string) string {
	return strings.NewReplacer(`\empty`, "", `\x00`, "\x00", `\xff`, "\xff", `\xfe`, "\xfe", `\e`, "\x1b", `\u202e`, "\u202e", `\u200b`, "\u200b").Replace(s)
}
