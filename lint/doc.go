// Package lint judges what cosmetic products say about themselves. It puts the stages in order, shares a [Linter] among
// goroutines, and knows no rule and no file format by name.
//
// # Use
//
// A Linter is made once, from the rules built in and the user's own, and never changes:
//
//	linter, err := lint.New(lint.Options{Markets: []string{"eu", "uk"}})
//	if err != nil {
//		return err // every problem of every rule, one a line
//	}
//	result, err := linter.Text("Heals eczema.")
//	if err != nil {
//		return err // it could not be judged, which is not the same as clean
//	}
//	for _, f := range result.Findings {
//		at := f.Source.Place(f.Span.Start)
//		fmt.Printf("%d:%d: %s: %s [%s]\n", at.Line, at.Column, f.Severity, f.Message, f.Rule)
//	}
//
// [Linter.Text] takes one label. [Linter.Read] takes the bytes of a file and its format and gives a [Result] for each
// product in it, [Linter.Items] products whose parts are known already. A Result with an error was not judged: it is not
// clean. The packages below may still change; the command line, its exit codes and its JSON are what tools rely on.
//
// # The flow
//
//	bytes → format → label → match → judge → report
//
// Each stage is a package:
//
//   - format knows file formats: bytes to items, one a product, each with parts of text.
//   - label knows labels: it cuts the parts into sections (name, claims, ingredients, warnings, …), finds sentences and
//     quantities, and has inci read the ingredient lists.
//   - match is hot: it finds every place where a rule's condition holds, all rules in one pass over the words.
//   - judge is cold: it sees few places, and for each the whole product. It looks for what excuses a match (negation, a
//     disclaimer, a disclosure elsewhere on the label, an entry of the list), weighs it per market, words the finding.
//   - report writes. Lines and columns exist only here; until then a place is a span of bytes in a text.Source.
//
// Nobody searches for a position. A text.View is text made from other text that remembers where each of its bytes came
// from, and a word keeps its place in the view, so a match can always say where its words stand.
//
// # The map
//
// A package imports only packages of a lower rank, never its own. A test keeps this true. lint/golden is for tests.
//
//	rank  package                knows
//	8     cmd/exolint            how to call cli.Main and exit
//	7     cmd/cli                commands, flags, streams, exit codes; one file a command
//	6     lint                   the order of the stages, concurrency
//	5     lint/judge             guards, verdicts per market, messages
//	5     lint/report            the outputs, a file each
//	4     lint/match             phrases and ingredients that rules look for, the index of words
//	3     lint/label             sections, sentences, quantities
//	2     lint/format            the inputs, a file each
//	2     lint/finding           a finding and its identity
//	2     lint/inci              ingredient lists and the dictionary
//	1     lint/rule              rules and the phrase language as they are written, complete or refused
//	1     lint/lang              lexicons: lists, headings, number words, inflection
//	0     lint/text              sources, spans, views; words, folding, terms
//	0     rules                  the rules, lexicons and bases themselves; no code
//
// Text is the floor because of how words are read: each is hashed straight from the bytes of the source, and letter case,
// accents, width, invisible characters and letters that only look Latin are folded on the way. There is no folded copy, so nothing maps positions back,
// and a word of a label and a word of a phrase are the same when one reader gives both the same hash. A phrase is checked
// with that reader, so rule stands on text; in a plan where the two lie side by side each would have a reader of its own.
//
// # Where a new thing goes
//
//	new                   write                                and touch
//	rule                  rules/<family>/<id>.toml             nothing; make rules
//	language              rules/lang/<tag>.toml                nothing; make rules
//	law, guidance, study  an entry of rules/basis.toml         nothing; make rules
//	ingredient            a line of lint/inci/dictionary.txt   nothing
//	label, good or bad    testdata/label/ok/ or bad/           nothing
//	input format          lint/format/<name>.go                a line of format.Formats
//	output                lint/report/<name>.go                a line of report.Formats
//	command               cmd/cli/<name>.go, testdata/script/  a line of commands in cmd/cli/cli.go
//	shared guard          a function in lint/judge/guards.go   a line of sharedGuards, a word of rule.Excuses
//	comparison            lint/match/<name>.go                 a field of rule.Find, a case in match.Compile
//
// How a rule is written is explained in rules/README.md, for people who do not program.
//
// # Speed by construction
//
// There is no regular expression in a rule, and what a label costs grows with the words it shares with the rules, not with
// their number. Sieves make it so, each finer and dearer than the one before it:
//
//   - Most words of a label are nothing that any rule looks for. One hash and one look at a set of bits say so.
//   - A phrase is looked for by its anchor, the part that copy holds least often: the disease, not the verb; in a term of
//     several words, the rarest of them. The lexicon says which words copy is full of.
//   - Where an anchor stands, the words around it, as far as the phrase reaches, must hold the phrase's other telling parts: a
//     sketch of bits says which they may be. Only then is the sentence read, for parts in order and near enough, with
//     quantities.
//   - What a rule needs somewhere on the label ("exosome", "paraben-free") is a gate. Where it is closed, the rule's phrases
//     and ingredients are not looked for; where all are, the label is not even cut into sections.
//   - Only what is found then reaches judge, which reads the rest of the label when a guard asks for it, and once.
//
// Reading TOML takes longer than judging a label, so the built-in rules are read from rules/built.gob, which make rules writes
// and a test compares; a program whose rules differ from it reads the TOML.
//
// text.Terms holds the words and match.Index the phrases. Both are built when a Linter is made and read by all
// goroutines; what a goroutine needs to remember from sentence to sentence is in its own match.Memory. make bench says
// what it comes to.
package lint
