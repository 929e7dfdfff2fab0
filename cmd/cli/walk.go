package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/exolint/exolint/lint/format"
)

// A walk finds the files that are meant by paths, patterns and folders.
type walk struct {
	paths   []string
	skipped map[string]int // of files in folders that no reader knows: ending → how many
}

// files returns the files that args mean, in order: a folder stands for the files in it that some reader knows and that no
// .gitignore or .exolintignore leaves out, a pattern such as "copy/**/*.md" for what it matches.
func files(args []string) (*walk, error) {
	w := &walk{skipped: map[string]int{}}
	for _, arg := range args {
		info, err := os.Stat(arg)
		switch {
		case arg == "-":
			w.paths = append(w.paths, arg)
		case err == nil && info.IsDir():
			before := len(w.paths)
			if err := w.folder(filepath.Clean(arg), nil); err != nil {
				return nil, err
			}
			if len(w.paths) == before {
				return nil, fmt.Errorf("%s: no file in this folder is read; readers know %s", arg, strings.Join(endings(), ", "))
			}
		case err != nil && strings.ContainsAny(arg, "*?["):
			found, err := doublestar.FilepathGlob(filepath.Clean(arg), doublestar.WithFilesOnly(), doublestar.WithNoFollow())
			if err != nil {
				return nil, fmt.Errorf("%s: this is no pattern: %w", arg, err)
			}
			if len(found) == 0 {
				return nil, fmt.Errorf("%s: no file matches", arg)
			}
			slices.Sort(found)
			w.paths = append(w.paths, found...)
		default:
			w.paths = append(w.paths, arg) // reading it says what is wrong with it
		}
	}
	return w, nil
}

// listed returns the paths in the file called name, one a line, or in standard input for "-".
func (p *program) listed(name string) (all []string, err error) {
	in := p.in
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("--files-from %s: %w", name, cause(err))
		}
		defer file.Close()
		in = file
	}
	lines := bufio.NewScanner(io.LimitReader(in, largest))
	for lines.Scan() {
		if line := strings.TrimRight(lines.Text(), "\r"); line != "" {
			all = append(all, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("--files-from %s: %w", name, err)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("--files-from %s: it names no file", name)
	}
	return all, nil
}

// endings returns the endings of files that are read in folders.
func endings() []string {
	all := []string{".txt"}
	for _, f := range format.Formats {
		all = append(all, f.Extensions...)
	}
	slices.Sort(all)
	return all
}

// An ignoring is one line of an ignore file.
type ignoring struct {
	pattern string // with the folder of the file in front, as doublestar matches
	folders bool   // it speaks of folders only
	keep    bool   // it takes back what a line before left out
}

// ignoreFiles are read in every folder, the later over the earlier.
var ignoreFiles = []string{".gitignore", ".exolintignore"}

// folder adds the files in dir and below. Links are not followed; hidden folders and node_modules are left out.
func (w *walk) folder(dir string, ignored []ignoring) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("%s: %w", dir, cause(err))
	}
	for _, name := range ignoreFiles {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: %w", filepath.Join(dir, name), cause(err))
		}
		ignored = append(slices.Clip(ignored), ignorings(filepath.ToSlash(dir), string(data))...)
	}
	for _, e := range entries {
		at := filepath.Join(dir, e.Name())
		if strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules" || out(ignored, filepath.ToSlash(at), e.IsDir()) {
			continue
		}
		switch {
		case e.IsDir():
			if err := w.folder(at, ignored); err != nil {
				return err
			}
		case !e.Type().IsRegular():
			w.skipped["links and devices"]++
		default:
			if ending := strings.ToLower(filepath.Ext(at)); slices.Contains(endings(), ending) {
				w.paths = append(w.paths, at)
			} else if ending == "" {
				w.skipped["without ending"]++
			} else {
				w.skipped[ending]++
			}
		}
	}
	return nil
}

// ignorings returns what the ignore file of dir says.
func ignorings(dir, data string) (all []ignoring) {
	for line := range strings.Lines(data) {
		line = strings.TrimRight(line, " \t\r\n")
		if line == "" || line[0] == '#' {
			continue
		}
		var i ignoring
		line, i.keep = strings.CutPrefix(line, "!")
		line, i.folders = strings.CutSuffix(line, "/")
		line = strings.TrimPrefix(line, `\`)
		if rest, anchored := strings.CutPrefix(line, "/"); anchored {
			line = rest
		} else if !strings.Contains(line, "/") {
			line = "**/" + line
		}
		i.pattern = path.Join(escapePattern(dir), line)
		all = append(all, i)
	}
	return all
}

// escapePattern returns a pattern that matches dir itself.
func escapePattern(dir string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "{", `\{`).Replace(dir)
}

// out reports whether the last line that speaks of name leaves it out.
func out(ignored []ignoring, name string, folder bool) bool {
	for _, i := range slices.Backward(ignored) {
		if i.folders && !folder {
			continue
		}
		if ok, err := doublestar.Match(i.pattern, name); ok && err == nil {
			return !i.keep
		}
	}
	return false
}

// unread says which files of the folders were not read, "" for none.
func (w *walk) unread() string {
	total := 0
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(w.skipped)) {
		total += w.skipped[kind]
		kinds = append(kinds, fmt.Sprintf("%d %s", w.skipped[kind], kind))
	}
	if total == 0 {
		return ""
	}
	return fmt.Sprintf("not read, because no reader knows them: %s", strings.Join(kinds, ", "))
}
