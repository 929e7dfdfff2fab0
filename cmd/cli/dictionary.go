package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/exolint/exolint/lint/inci"
)

// onlyBuiltIn is the value of --inci that leaves out what was imported.
const onlyBuiltIn = "none"

// today returns the time that SOURCE_DATE_EPOCH states, so that what is built twice has the same bytes, or else now.
func today() (time.Time, error) {
	stated := os.Getenv("SOURCE_DATE_EPOCH")
	if stated == "" {
		return time.Now().UTC(), nil
	}
	seconds, err := strconv.ParseInt(stated, 10, 64)
	if t := time.Unix(seconds, 0).UTC(); err == nil && t.Year() >= 1970 && t.Year() <= 9999 {
		return t, nil
	}
	return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH is %q; it must be a number of seconds since 1970, or empty", stated)
}

// savedPath returns where the imported dictionary stands: in the folder for data of the user's programs.
func savedPath() (string, error) {
	const file = "exolint/dictionary.txt"
	if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) { // a path that is not absolute is to be ignored
		return filepath.Join(data, file), nil
	}
	if data := os.Getenv("LocalAppData"); runtime.GOOS == "windows" && data != "" {
		return filepath.Join(data, file), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("there is no folder for the imported dictionary: %w; set XDG_DATA_HOME to one", err)
	}
	switch runtime.GOOS {
	case "windows":
		return filepath.Join(home, "AppData", "Local", file), nil
	case "darwin":
		return filepath.Join(home, "Library", "Application Support", file), nil
	}
	return filepath.Join(home, ".local", "share", file), nil
}

// save writes a file whole or not at all.
func save(path, data string) error {
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(folder, ".dictionary-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name()) // there is none after the renaming
	_, err = file.WriteString(data)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	if err := os.Chmod(file.Name(), 0o644); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// saved reads the imported dictionary and says where it stands; it is empty when nothing was imported.
func saved() (path string, i *inci.Import, err error) {
	if path, err = savedPath(); err != nil {
		return "", nil, err
	}
	i, err = readImport(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, &inci.Import{}, nil
	}
	if err != nil {
		return path, nil, unusable(path, err)
	}
	return path, i, nil
}

// readImport reads a saved dictionary.
func readImport(path string) (*inci.Import, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return inci.ReadImport(string(data))
}

// unusable says that the imported dictionary cannot be used, and what to do.
func unusable(path string, err error) error {
	return fmt.Errorf("the imported dictionary %s cannot be used: %w; delete it and import again, or check with --inci none", path, cause(err))
}

// savedHead reads what the imported dictionary says of itself; nil when nothing was imported.
func savedHead() (head *inci.Head, path string, err error) {
	if path, err = savedPath(); err != nil {
		return nil, "", nil // where there is no folder, nothing was imported
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, path, nil
	}
	if err != nil {
		return nil, path, unusable(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err == nil {
		head, err = inci.ReadHead(file, info.Size())
	}
	if err != nil {
		return nil, path, unusable(path, err)
	}
	return head, path, nil
}

// dictionary returns the dictionary that --inci asks for, and what it has beside the built-in one; both nil for the built-in
// one alone.
func (c *checking) dictionary() (*inci.Dictionary, *inci.Import, error) {
	if len(c.ingredients) == 1 && c.ingredients[0] == onlyBuiltIn {
		return nil, nil, nil
	}
	if len(c.ingredients) > 0 {
		named, err := namedImport(c.ingredients)
		if err != nil {
			return nil, nil, fmt.Errorf("--inci: %w", err)
		}
		return inci.Over(inci.BuiltIn, func() (*inci.Import, error) { return named, nil }), named, nil
	}
	head, path, err := savedHead()
	if head == nil || err != nil {
		return nil, nil, err
	}
	load := func() (*inci.Import, error) {
		i, err := readImport(path)
		if err != nil {
			return nil, unusable(path, err)
		}
		return i, nil
	}
	return inci.Over(inci.BuiltIn, load), &head.Import, nil
}

// namedImport reads a saved dictionary, or exports.
func namedImport(paths []string) (*inci.Import, error) {
	for _, path := range paths {
		if path == onlyBuiltIn {
			return nil, errors.New("none goes with no other")
		}
	}
	if len(paths) == 1 {
		file, err := openFile(paths[0])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", paths[0], err)
		}
		start := make([]byte, 64)
		n, _ := file.Read(start)
		file.Close()
		if inci.Saved(string(start[:n])) {
			i, err := readImport(paths[0])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", paths[0], cause(err))
			}
			return i, nil
		}
	}
	all, err := readExports(paths)
	if err != nil {
		return nil, err
	}
	i := &inci.Import{}
	for _, e := range all {
		i.Add(e)
	}
	return i, nil
}
