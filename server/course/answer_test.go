package course

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"twocups/server/proof/noderun"
	"twocups/static"
)

func TestEqualAnswersAreTheSameInTheirCanonicalForm(t *testing.T) {
	for _, c := range []struct {
		kind         AnswerKind
		answer, want string
	}{
		{NumberAnswer, " 1,006 ", "1006"}, {NumberAnswer, "1 006.50", "1006.5"}, {NumberAnswer, "01006", "1006"}, {NumberAnswer, "1,006 bytes ", "1006"}, {NumberAnswer, "1 Byte", "1"}, {NumberAnswer, "1006 KB", ""}, {NumberAnswer, "bytes", ""},
		{NumberAnswer, "3e2", "300"}, {NumberAnswer, "-0", "0"}, {NumberAnswer, "1e999", ""}, {NumberAnswer, "0x10", ""}, {NumberAnswer, "Infinity", ""}, {NumberAnswer, "many", ""},
		{HexAnswer, "0x89 0x02", "8902"}, {HexAnswer, "8A:fF", "8aff"}, {HexAnswer, "8", ""},
		{TextAnswer, "  s3pPLMBiTxaQ9kYGzzhZRbK+xOo= ", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="}, {TextAnswer, "a \t b", "a b"},
		{WordsAnswer, "Kettle, tea – DING!", "kettle tea ding"}, {WordsAnswer, " É 2 ", "é 2"}, {WordsAnswer, "?!", ""},
	} {
		if got := c.kind.Canonical(c.answer); got != c.want {
			t.Errorf("%s %q is %q, want %q", c.kind, c.answer, got, c.want)
		}
	}
}

// answerPieces are the pieces of the answers below. Go and JavaScript may treat many of them
// differently: letters whose lower case is longer or depends on their neighbours, white space,
// and numbers in other notations.
var answerPieces = []string{"", " ", "  ", "\t", "\u00a0", "\u0085", "\u2003", "\ufeff", "\u200b", ",", "_", ":", ".", "-", "+", "e", "E2", "e-9", "e21", "e999",
	"0", "1", "6", "42", "1006", "007", "0.1", "5.", ".5", "123456789012345678901234", "0x", "0X", "0x1p4", "0b1", "inf", "Infinity", "NaN",
	" bytes", " Byte", " BYTES", " byteſ", "bytes", " KB", "8A", "ff", "g", "K", "\u212a", "İ", "ΑΣ", "ß", "É", "e\u0301", "٣", "½", "Ⅷ", "漢", "ﬁ", "😀", "-0", "–", "!", "'", "\""}

// randomAnswers returns answers of up to four pieces, the same ones each time.
func randomAnswers() []string {
	random := rand.New(rand.NewPCG(1, 1))
	answers := slices.Clone(answerPieces)
	for range 20_000 {
		var answer strings.Builder
		for range 1 + random.IntN(4) {
			answer.WriteString(answerPieces[random.IntN(len(answerPieces))])
		}
		answers = append(answers, answer.String())
	}
	return answers
}

// canonicalInNode prints the canonical form of each answer of each kind.
const canonicalInNode = `import { canonicalForms } from "./live/answer.js";
console.log(JSON.stringify(Object.fromEntries(Object.entries(canonicalForms).map(([kind, canonical]) => [kind, ANSWERS.map(canonical)]))));`

func TestThePageBringsAnAnswerIntoTheSameForm(t *testing.T) {
	answers := randomAnswers()
	list, _ := json.Marshal(answers)
	printed := noderun.Run(t, strings.ReplaceAll(canonicalInNode, "ANSWERS", string(list)), static.FS(), "live/answer.js")
	var inNode map[string][]string
	if err := json.Unmarshal([]byte(printed), &inNode); err != nil {
		t.Fatal(err)
	}
	if len(inNode) != len(answerKinds) {
		t.Errorf("the page has %d kinds, want %s", len(inNode), answerKinds)
	}
	for _, kind := range answerKinds {
		different := 0
		for i, got := range inNode[kind] {
			if want := AnswerKind(kind).Canonical(answers[i]); got != want {
				if different++; different <= 5 {
					t.Errorf("%s %q is %q on the page, want %q", kind, answers[i], got, want)
				}
			}
		}
		if len(inNode[kind]) != len(answers) || different > 0 {
			t.Errorf("%s: %d of %d answers differ", kind, different, len(inNode[kind]))
		}
	}
}
