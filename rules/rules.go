// Package rules embeds the rules, lexicons and bases that come with exolint. It holds no code.
package rules

import "embed"

// Files holds <family>/<id>.toml, lang/<tag>.toml and basis.toml.
//
//go:embed */*.toml basis.toml
var Files embed.FS

// Built is what lint reads the same more quickly from; its test writes it.
//
//go:embed built.gob
var Built string
