package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/exolint/exolint/cmd/cli"
)

// No test reads what the person who runs it has imported.
func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "exolint-test")
	if err != nil {
		panic(err)
	}
	os.Setenv("XDG_DATA_HOME", dir)
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

const inventory = `"COSING Ref No","INCI name","INN name","Ph. Eur. Name","CAS No","EC No","Chem/IUPAC Name / Description","Restriction","Function","Update Date"
1,EXAMPLIUM CHLORIDE,examplin,,50-00-0,-,,III/98,"HUMECTANT, UV ABSORBER",01/01/2020
2,ZYMOLITHIC ACID,,,,,,,ANTIOXIDANT,01/01/2020
`

// run runs exolint and returns its exit code and what it wrote.
func run(t *testing.T, in string, args ...string) (code int, out, complaints string) {
	t.Helper()
	var o, c bytes.Buffer
	code = cli.Main(args, strings.NewReader(in), &o, &c)
	return code, o.String(), c.String()
}

// home makes a folder for imported data, with an imported inventory in it, and returns where that is saved.
func home(t *testing.T) (saved string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("XDG_DATA_HOME", dir)
	export := filepath.Join(dir, "inventory.csv")
	if err := os.WriteFile(export, []byte(inventory), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, complaints := run(t, "", "inci", "import", export); code != 0 {
		t.Fatalf("the import ends with %d: %s", code, complaints)
	}
	return filepath.Join(dir, "exolint", "dictionary.txt")
}

const list = "Ingredients: Aqua, Glycerin, Examplium Chloride."

// A dictionary whose bytes are damaged is an error once a list is met, never a clean label.
func TestDamagedDictionary(t *testing.T) {
	saved := home(t)
	data, err := os.ReadFile(saved)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Replace(data, []byte("EXAMPLIUM"), []byte("EXAMPLIAM"), 1)
	if err := os.WriteFile(saved, damaged, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{}, {"parse"}, {"inci", "status"}, {"check", "--exit-zero"}} {
		code, out, complaints := run(t, list, args...)
		if code != 2 || out != "" || !strings.Contains(complaints, saved) || !strings.Contains(complaints, "import again") {
			t.Errorf("%q ends with %d, prints %q and complains %q", args, code, out, complaints)
		}
	}
	for _, args := range [][]string{{"--inci", "none"}, {"parse", "--inci", "none"}} {
		if code, _, complaints := run(t, list, args...); code != 0 || complaints != "" {
			t.Errorf("%q ends with %d and complains %q", args, code, complaints)
		}
	}
	if err := os.WriteFile(saved, data[:len(data)-1], 0o644); err != nil { // cut off: that shows before any list
		t.Fatal(err)
	}
	if code, _, complaints := run(t, "Soft skin.", "check"); code != 2 || !strings.Contains(complaints, "bytes") {
		t.Errorf("a dictionary that is cut off: it ends with %d and complains %q", code, complaints)
	}
}

// A report says what was imported; without an import it says nothing.
func TestReportNamesTheDictionary(t *testing.T) {
	home(t)
	named := func(args ...string) (sum string, has bool) {
		_, out, _ := run(t, list, append([]string{"--format", "json"}, args...)...)
		var report struct{ Rules map[string]any }
		if err := json.Unmarshal([]byte(out), &report); err != nil {
			t.Fatal(err)
		}
		sum, has = report.Rules["dictionary"].(string)
		return sum, has
	}
	sum, has := named()
	if !has || len(sum) != 64 {
		t.Errorf("the dictionary is %q", sum)
	}
	if _, has := named("--inci", "none"); has {
		t.Error("the report names a dictionary that was not used")
	}
	if _, out, _ := run(t, "", "version"); !strings.Contains(out, sum[:16]) {
		t.Errorf("version prints %q, want %s in it", out, sum[:16])
	}
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	if _, has := named(); has {
		t.Error("the report names a dictionary though nothing is imported")
	}
}

// The same exports on the same day are saved as the same bytes, in whatever order and however often they are imported.
func TestImportsAddUp(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	for name, data := range map[string]string{
		"inventory.csv": inventory,
		"annex_V.csv":   "reference_number,common_ingredients,maximum_concentration\n1,ZYMOLITHIC ACID,0.2 %\n",
		"annex_VI.csv":  "reference_number,common_ingredients,maximum_concentration\n9,EXAMPLIUM CHLORIDE,5 %\n",
	} {
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := ""
	for i, commands := range [][]string{
		{"inventory.csv annex_V.csv annex_VI.csv"},
		{"annex_VI.csv", "annex_V.csv", "inventory.csv", "annex_V.csv"},
	} {
		home := filepath.Join(dir, "home", string(rune('a'+i)))
		t.Setenv("XDG_DATA_HOME", home)
		for _, files := range commands {
			if code, _, complaints := run(t, "", append([]string{"inci", "import"}, strings.Fields(files)...)...); code != 0 {
				t.Fatalf("import %s: %s", files, complaints)
			}
		}
		data, err := os.ReadFile(filepath.Join(home, "exolint", "dictionary.txt"))
		if err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want = string(data)
		} else if string(data) != want {
			t.Errorf("%q saves\n%s\nwant\n%s", commands, data, want)
		}
		left, err := os.ReadDir(filepath.Join(home, "exolint"))
		if err != nil || len(left) != 1 {
			t.Errorf("%d files are left in the folder (%v)", len(left), err)
		}
	}
}
