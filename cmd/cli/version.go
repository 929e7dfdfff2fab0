package cli

import (
	"fmt"
	"github.com/exolint/exolint/lint"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// release is set when a release is built: -ldflags "-X github.com/exolint/exolint/cmd/cli.release=v1.2.3".
var release string

// Version returns the version of this build: the release, the module's version, or "dev".
func Version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && !strings.HasPrefix(info.Main.Version, "(") {
		if v := info.Main.Version; !strings.Contains(v, "-0.") && !strings.HasPrefix(v, "v0.0.0-") {
			return v
		}
	}
	return "dev"
}

func (p *program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version and what the rules are",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			linter, err := p.linter(lint.Options{})
			if err != nil {
				return err
			}
			fmt.Fprintf(p.out, "exolint %s, %d rules, sha256 %s\n", Version(), len(linter.Rules), linter.Sum[:16])
			return p.sayImported()
		},
	}
}
