package lint_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/exolint/exolint/lint"
	"github.com/exolint/exolint/lint/format"
	"github.com/exolint/exolint/lint/inci"
	"github.com/exolint/exolint/lint/text"
)

// proseSize is how much label prose the benchmark judges.
const proseSize = 64 << 20

// prose are the sentences that labels are generated from: ordinary cosmetic copy, with the words that rules begin with
// as often as copy has them. One label in five has a hedged claim too, which is found and excused, and one in thirty a
// finding.
var prose = strings.Split(strings.TrimSpace(`
A light gel cream that sinks in within seconds and leaves no shine behind.
Smooth two pumps over face and neck in the morning and in the evening.
The texture melts on warm skin and feels fresh all day long.
Made for dry, dull and tired-looking skin that asks for a little comfort.
Our formula holds water where it is needed, so that cheeks look soft and rested.
Use it alone or under your usual day cream; it layers well with make-up.
With glycerin and squalane for a supple feel, and a hint of rose water.
The scent is quiet: green tea, a little bergamot, clean linen.
The bottle is made of recycled glass, and the carton comes from managed forests.
Helps cheeks keep their colour in the cold and brings back a healthy-looking glow.
Suitable for sensitive skin; tested under the control of dermatologists.
Rinse with plenty of lukewarm water and pat dry with a soft towel.
It lifts away make-up, sunscreen and the dust of the city in one step.
Keep the lid closed and away from direct sunlight and heat.
“I have used it for three months and would not be without it,” says Ines from Porto.
Our chemists worked on the balance of oils for more than two years.
Hair feels softer after the first wash and combs more easily when it is wet.
The serum contains vitamin C, panthenol and an extract of white mushroom.
Shake well before use. Apply to clean skin, then wait a minute before the next step.
For a visible boost of radiance, leave the mask on for 15 minutes twice a week.
Wonderful before an evening out, and just as good on a long flight.
It’s gentle enough for every day – even on the delicate skin around the eyes.
`), "\n")

const hedged = "Helps to reduce the look of fine lines around the eyes."

var alarming = []string{"Heals eczema in ten days.", "50 billion exosomes in every bottle."}

// labels returns labels of about two kilobytes, size bytes in all. The same seed gives the same bytes.
func labels(size int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	var all []string
	for total := 0; total < size; {
		var b strings.Builder
		b.WriteString("Cloud Nine Day Cream\n\n")
		for b.Len() < 1700 {
			b.WriteString(prose[random.IntN(len(prose))])
			if random.IntN(4) == 0 {
				b.WriteString("\n\n")
			} else {
				b.WriteByte(' ')
			}
		}
		if random.IntN(5) == 0 {
			b.WriteString(hedged + " ")
		}
		if random.IntN(30) == 0 {
			b.WriteString(alarming[random.IntN(len(alarming))])
		}
		b.WriteString("\n\nIngredients: Aqua, Glycerin, Squalane, Butylene Glycol, Cetearyl Alcohol, Panthenol, Sodium Hyaluronate, Phenoxyethanol, Ethylhexylglycerin.\n")
		all = append(all, b.String())
		total += b.Len()
	}
	return all
}

func linter(b testing.TB) *lint.Linter {
	l, err := lint.New(lint.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return l
}

// BenchmarkProse judges 64 MB of generated labels on one goroutine, from text to findings, and says how fast this machine
// reads the same bytes from a file.
func BenchmarkProse(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	l := linter(b)
	all := labels(proseSize)
	items, size := items(all)
	b.SetBytes(int64(size))
	found := 0
	b.ResetTimer()
	for b.Loop() {
		found = 0
		for _, r := range l.Items(items) {
			if r.Err != nil {
				b.Fatal(r.Err)
			}
			found += len(r.Findings)
		}
	}
	b.StopTimer()
	b.ReportMetric(float64(found), "findings")
	b.ReportMetric(readSpeed(b, strings.Join(all, "")), "read-MB/s")
	b.ReportMetric(hashSpeed(all), "hash-MB/s")
}

// hashSpeed returns how many MB of labels a second this machine hashes, word by word, and does nothing else with: the
// floor under everything that knows words.
func hashSpeed(all []string) float64 {
	size, words := 0, 0
	start := time.Now()
	for _, t := range all {
		size += len(t)
		for i := 0; i < len(t); {
			if text.Between(t[i]) {
				i++
				continue
			}
			_, next, ok := text.ReadWord(t, i)
			if i = next; ok {
				words++
			}
		}
	}
	return float64(size) / 1e6 / time.Since(start).Seconds()
}

// someLists is how many ingredient lists BenchmarkLists judges.
const someLists = 12_000

// BenchmarkLists parses ingredient lists as long as those of real products, some 30 entries of ingredients in wide use, one goroutine, and looks
// in them for what the rules look for.
func BenchmarkLists(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	l := linter(b)
	random := rand.New(rand.NewPCG(3, 4))
	var names []string
	for ing := range inci.BuiltIn().All() {
		if len(ing.Synonyms) >= 3 { // what goes by many names is in many lists
			names = append(names, ing.Name)
		}
	}
	all := make([]format.Item, someLists)
	size := 0
	for i := range all {
		list := "Water, Glycerin"
		for range 12 + random.IntN(36) {
			list += ", " + names[random.IntN(len(names))]
		}
		all[i] = format.Item{Parts: []format.Part{{Kind: "ingredients", Text: text.Whole(&text.Source{Text: list + "."})}}}
		size += len(list)
	}
	b.SetBytes(int64(size))
	l.Items(all) // the engine for every text
	for b.Loop() {
		for _, r := range l.Items(all) {
			if r.Err != nil {
				b.Fatal(r.Err)
			}
		}
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/12000-lists")
}

// BenchmarkOneText judges the same text as one label.
func BenchmarkOneText(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	l := linter(b)
	items, size := items([]string{strings.Join(labels(proseSize/4), "\n")})
	b.SetBytes(int64(size))
	for b.Loop() {
		if r := l.Items(items)[0]; r.Err != nil {
			b.Fatal(r.Err)
		}
	}
}

func items(all []string) (items []format.Item, size int) {
	for _, t := range all {
		items = append(items, format.Item{Parts: []format.Part{{Text: text.Whole(&text.Source{Text: t})}}})
		size += len(t)
	}
	return items, size
}

// readSpeed returns how many MB a second a file that holds data is read with, the best of three.
func readSpeed(b *testing.B, data string) float64 {
	name := filepath.Join(b.TempDir(), "prose.txt")
	if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
		b.Fatal(err)
	}
	best := 0.0
	for range 3 {
		start := time.Now()
		if _, err := os.ReadFile(name); err != nil {
			b.Fatal(err)
		}
		best = max(best, float64(len(data))/1e6/time.Since(start).Seconds())
	}
	return best
}

// BenchmarkNew makes a linter from the built-in rules: most of the time between start and the first label.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		linter(b)
	}
}
