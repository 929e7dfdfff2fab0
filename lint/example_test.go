package lint_test

import (
	"fmt"

	"github.com/exolint/exolint/lint"
)

func Example() {
	linter, err := lint.New(lint.Options{Markets: []string{"us", "eu"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := linter.Text("Night cream\nHeals eczema in ten days.")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range result.Findings {
		place := f.Source.Place(f.Span.Start)
		fmt.Printf("%d:%d %s %s: %s\n", place.Line, place.Column, f.Severity, f.Rule, f.Text())
	}
	// Output:
	// 2:1 error disease-treatments: Heals eczema
}
