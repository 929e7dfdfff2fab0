// Command exolint lints what a cosmetic product says about itself.
package main

import (
	"os"
	"runtime/debug"

	"github.com/exolint/exolint/cmd/cli"
)

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400) // most runs end before their garbage is worth collecting
	}
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
