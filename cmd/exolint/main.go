// Command exolint lints what a cosmetic product says about itself.
package main

import (
	"os"

	"github.com/exolint/exolint/cmd/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
