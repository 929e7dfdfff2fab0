package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The README is a test. Its ```console blocks are run: a line "$ exolint …" is a command, what follows is what it prints,
// and a line "…" stands for lines that were left out. A ```toml block whose first line is a comment with a path is that
// file, where the commands run; so is testdata.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(readme), "@latest") {
		t.Error("the README installs @latest; a version is named so that everybody runs the same rules")
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "testdata", "label"), os.DirFS(filepath.Join("..", "..", "testdata", "label"))); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	ran := 0
	for _, b := range blocks(string(readme)) {
		switch b.language {
		case "toml":
			writeFile(t, b.text)
		case "console":
			for _, story := range strings.Split("\n"+strings.TrimSuffix(b.text, "\n"), "\n$ ")[1:] {
				command, want, _ := strings.Cut(story, "\n")
				ran++
				if got := shell(t, command); !shortened(want+"\n", got) {
					t.Errorf("$ %s\nthe README says\n%s\n\nit prints\n%s", command, want, got)
				}
			}
		}
	}
	if ran == 0 {
		t.Error("the README shows no run")
	}
}

// A block is a fenced block of a Markdown page.
type block struct{ language, text string }

var fenced = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

func blocks(page string) []block {
	var all []block
	for _, m := range fenced.FindAllStringSubmatch(page, -1) {
		all = append(all, block{m[1], m[2]})
	}
	return all
}

// writeFile writes the text whose first line is "# PATH" to PATH.
func writeFile(t *testing.T, text string) {
	t.Helper()
	line, _, _ := strings.Cut(text, "\n")
	path, ok := strings.CutPrefix(line, "# ")
	if !ok || !filepath.IsLocal(path) {
		return
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

var (
	piped = regexp.MustCompile(`^echo "([^"]*)" \| (.*)$`)
	named = regexp.MustCompile(`^(?:exolint|go run \./cmd/exolint) `)
)

// shell runs `exolint ARGS`, from a clone or installed, perhaps behind `echo "TEXT" |`, and returns what it prints.
func shell(t *testing.T, command string) string {
	t.Helper()
	in := ""
	if m := piped.FindStringSubmatch(command); m != nil {
		in, command = m[1]+"\n", m[2]
	}
	name := named.FindString(command)
	if name == "" {
		t.Fatalf("the README runs %q; only exolint can be run here", command)
	}
	var out bytes.Buffer
	Main(strings.Fields(command[len(name):]), strings.NewReader(in), &out, &out)
	return out.String()
}

// shortened reports whether want is got, or got without the lines that stand where want has a line "…".
func shortened(want, got string) bool {
	pattern := `\A`
	for line := range strings.Lines(want) {
		if line == "…\n" {
			pattern += `(?:.*\n)*`
		} else {
			pattern += regexp.QuoteMeta(line)
		}
	}
	return regexp.MustCompile(pattern + `\z`).MatchString(got)
}

func TestShortened(t *testing.T) {
	tests := []struct {
		name, want, got string
		is              bool
	}{
		{"whole", "a\nb\n", "a\nb\n", true},
		{"signs", "a.b\n", "axb\n", false},
		{"another line", "a\nc\n", "a\nb\n", false},
		{"a line too few", "a\n", "a\nb\n", false},
		{"middle left out", "a\n…\nd\n", "a\nb\nc\nd\n", true},
		{"start left out", "…\nd\n", "a\nd\n", true},
		{"end left out", "a\n…\n", "a\nb\nc\n", true},
		{"both ends left out", "…\nb\n…\n", "a\nb\nc\n", true},
		{"twice", "a\n…\nc\n…\ne\n", "a\nb\nc\nd\ne\n", true},
		{"order counts", "…\nb\n…\na\n…\n", "a\nb\nc\n", false},
		{"part of a line", "…\nb\n…\n", "a\nxb\nc\n", false},
		{"start of a line", "…\nb\n…\n", "a\nbx\nc\n", false},
		{"nothing left out", "a\n…\nb\n", "a\nb\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := shortened(tt.want, tt.got); got != tt.is {
				t.Errorf("shortened(%q, %q) = %v, want %v", tt.want, tt.got, got, tt.is)
			}
		})
	}
}
