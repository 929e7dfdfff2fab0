package rule_test

import (
	"strings"
	"testing"

	_ "github.com/exolint/exolint/lint/golden"
	"github.com/exolint/exolint/lint/rule"
)

// show writes a phrase as it was understood: its parts in order, each as the sequences of words it stands for, with "^"
// behind what must be in capitals.
func show(t *testing.T, p rule.Phrase) string {
	t.Helper()
	var parts []string
	for _, part := range p.Parts {
		if part.Gap > 0 || part.Either {
			gap := "<" + string(rune('0'+part.Gap)) + ">"
			if part.Either {
				gap = "<>" + string(rune('0'+part.Gap))
			}
			parts = append(parts, gap)
		}
		switch {
		case part.List != "":
			parts = append(parts, "@"+part.List)
		case part.Kind != "":
			parts = append(parts, "#"+part.Kind)
		default:
			sequences, err := part.Words()
			if err != nil {
				t.Fatalf("the words of %q: %v", part.Text, err)
			}
			var choices []string
			for _, words := range sequences {
				var sequence []string
				for _, a := range words {
					sequence = append(sequence, a.Word+[]string{"", "~", "*", "^"}[a.Form])
				}
				choices = append(choices, strings.Join(sequence, " "))
			}
			parts = append(parts, "{"+strings.Join(choices, "|")+"}")
		}
	}
	return strings.Join(parts, " ")
}

var phrases = []struct{ name, in, want string }{
	{"a word", "heal", "{heal}"},
	{"words side by side", "hair  loss", "{hair loss}"},
	{"any form", "heal~ wounds", "{heal~ wounds}"},
	{"any ending", "regenerat*", "{regenerat*}"},
	{"a stem of five letters", "repai*", "{repai*}"},
	{"letters are counted folded", "œdem*", "{œdem*}"},
	{"capitals", "treats MS", "{treats MS^}"},
	{"a capital letter alone means nothing", "Vitamin A", "{Vitamin A}"},
	{"plural capitals", "EVs", "{EVs^}"},
	{"hyphen", "anti-ageing", "{anti ageing|antiageing}"},
	{"hyphens", "state-of-the-art", "{state of the art|stateoftheart}"},
	{"hyphen and any form", "re-grow~", "{re grow~|regrow~}"},
	{"hyphen and any ending", "anti-inflam*", "{anti inflam*|antiinflam*}"},
	{"slash", "anti/ageing", "{anti ageing|antiageing}"},
	{"hyphen and number", "hexapeptide-8", "{hexapeptide 8|hexapeptide8}"},
	{"a number in a word", "CD63 3D", "{CD63 3D}"},
	{"choice", "(heal~|cure~)", "{heal~|cure~}"},
	{"choice of several words", "(heal|put an end to) acne", "{heal acne|put an end to acne}"},
	{"choice behind words", "to (heal|cure) it", "{to heal it|to cure it}"},
	{"two choices multiply", "(a|b) (c|d)", "{a c|a d|b c|b d}"},
	{"choice without a space before", "heal(s|ed)", "{heal s|heal ed}"},
	{"a hyphen between choices", "(clinic|doctor)-(only|grade)", "{clinic only|clinic grade|doctor only|doctor grade}"},
	{"hyphen in a choice", "(re-grow|sprout)", "{re grow|regrow|sprout}"},
	{"list", "@disease", "@disease"},
	{"list between words", "treats @disease fast", "{treats} @disease {fast}"},
	{"quantity", "#count exosomes", "#count {exosomes}"},
	{"gap", "heal <3> skin", "{heal} <3> {skin}"},
	{"gap in either order", "#count <>6 @exosome", "#count <>6 @exosome"},
	{"the gap belongs to the part behind it", "a <2> @disease b <1> c", "{a} <2> @disease {b} <1> {c}"},
	{"gap of none in either order", "red <>0 skin", "{red} <>0 {skin}"},
	{"signs of Chinese", "外泌体", "{外 泌 体}"},
	{"accent and apostrophe", "l’éczéma", "{l éczéma}"},
	{"not", "don’t heal", "{don’t heal}"},
	{"punctuation is not seen", "heal, skin!", "{heal skin}"},
	{"white space of all kinds", "\theal\u00a0skin\n", "{heal skin}"},
}

func TestParsePhrase(t *testing.T) {
	for _, tt := range phrases {
		t.Run(tt.name, func(t *testing.T) {
			p, err := rule.ParsePhrase(tt.in)
			if err != nil {
				t.Fatalf("ParsePhrase(%q): %v", tt.in, err)
			}
			if got := show(t, p); got != tt.want {
				t.Errorf("ParsePhrase(%q) = %s, want %s", tt.in, got, tt.want)
			}
			if err := rule.CheckPhrase(tt.in); err != nil {
				t.Errorf("CheckPhrase(%q): %v", tt.in, err)
			}
			if p.Text != tt.in {
				t.Errorf("ParsePhrase(%q) remembers %q", tt.in, p.Text)
			}
		})
	}
}

var badPhrases = []struct{ name, in, want string }{
	{"nothing", "", "a phrase needs a word"},
	{"blank", " \t", "a phrase needs a word"},
	{"a gap at the start", "<3> heal", "the gap <3> must stand between two words"},
	{"a gap at the end", "heal <3>", "the gap <3> must stand between two words"},
	{"two gaps", "heal <3> <2> skin", "the gap <2> must stand between two words"},
	{"a gap without a number", "heal <> skin", `"<>" is not a gap: write <3> for up to three words between, or <>3 for either order; 20 at most`},
	{"a gap of words", "heal <some> skin", `"<some>" is not a gap: write <3> for up to three words between, or <>3 for either order; 20 at most`},
	{"a gap below nothing", "heal <-1> skin", `"<-1>" is not a gap: write <3> for up to three words between, or <>3 for either order; 20 at most`},
	{"a gap that is too wide", "heal <21> skin", `"<21>" is not a gap: write <3> for up to three words between, or <>3 for either order; 20 at most`},
	{"a gap that is not closed", "heal <3 skin", `"<3" is not a gap: write <3> for up to three words between, or <>3 for either order; 20 at most`},
	{"a list without a name", "heal @ skin", `"@" needs a name`},
	{"a quantity nobody knows", "#dose of", `there is no quantity "#dose"; there are #count #ppm #percent #amount #times #number`},
	{"a choice that is not closed", "(heal|cure", `"(heal|cure" has no closing bracket`},
	{"a choice that is empty", "()", `"()" has an empty choice`},
	{"an empty choice", "(heal|) skin", `"(heal|)" has an empty choice`},
	{"a list in a choice", "(heal|@disease)", `"@disease": a '@' may not stand here`},
	{"a gap in a choice", "(heal <3> skin|cure)", `"<3>": a '<' may not stand here`},
	{"a choice in a choice", "((heal|cure)|mend)", `"(heal": a '(' may not stand here`},
	{"a bar outside a choice", "heal|cure", `"heal|cure": a '|' may not stand here`},
	{"a stem that is too short", "heal*", `the stem "heal*" is too short: at least 5 letters before the star, or it takes in words you do not mean`},
	{"a star inside", "re*gen", `"re*gen": a '*' may not stand here`},
	{"two signs behind a word", "heal~*", `"heal~*": a '~' may not stand here`},
	{"punctuation alone", "heal … skin", `"…" is no word`},
	{"a number", "100 percent", `"100" is a number: a number never matches a word, write #number, #percent or another quantity`},
	{"a grouped number", "1,000 exosomes", `"1,000" is a number: a number never matches a word, write #number, #percent or another quantity`},
	{"choices without end", strings.Repeat("(a|b|c|d|e|f|g|h|i|j) ", 4), "the choices multiply to more than 1000 sequences: put words into a list of the lexicon"},
}

func TestBadPhrases(t *testing.T) {
	for _, tt := range badPhrases {
		t.Run(tt.name, func(t *testing.T) {
			if err := rule.CheckPhrase(tt.in); err == nil || err.Error() != tt.want {
				t.Errorf("CheckPhrase(%q):\n got %v\nwant %s", tt.in, err, tt.want)
			}
		})
	}
}

func FuzzParsePhrase(f *testing.F) {
	for _, tt := range phrases {
		f.Add(tt.in)
	}
	for _, tt := range badPhrases {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		p, err := rule.ParsePhrase(in)
		if checked := rule.CheckPhrase(in); err != nil && checked == nil {
			t.Errorf("%q passes the check and cannot be read: %v", in, err)
		}
		if err != nil {
			return
		}
		if len(p.Parts) == 0 {
			t.Errorf("ParsePhrase(%q) has no part", in)
		}
		readable := true
		for i, part := range p.Parts {
			ways := 0
			for _, set := range []bool{part.List != "", part.Kind != "", part.Text != ""} {
				if set {
					ways++
				}
			}
			if ways != 1 || i == 0 && (part.Gap != 0 || part.Either) || part.Gap < 0 || part.Gap > 20 {
				t.Errorf("ParsePhrase(%q) has the part %+v", in, part)
			}
			sequences, err := part.Words()
			if part.Text != "" && err != nil {
				readable = false
				continue
			}
			if part.Text != "" && len(sequences) == 0 {
				t.Errorf("the part %q of %q stands for nothing", part.Text, in)
			}
			for _, words := range sequences {
				if len(words) == 0 {
					t.Errorf("the part %q of %q stands for an empty sequence", part.Text, in)
				}
			}
		}
		if checked := rule.CheckPhrase(in); readable != (checked == nil) {
			t.Errorf("the words of %q can be read: %v, but its check says %v", in, readable, checked)
		}
	})
}
