package course

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"twocups/lessons/play/digits"
)

// AnswerKind says how a typed answer is compared with those that are accepted.
type AnswerKind string

// The kinds of answers. static/live/task.js brings what a learner types into the same
// canonical form as [AnswerKind.Canonical].
const (
	NumberAnswer AnswerKind = "number" // by its value; "bytes" behind it says nothing more
	HexAnswer    AnswerKind = "hex"    // by the bytes that its hexadecimal digits stand for
	TextAnswer   AnswerKind = "text"   // to the letter, but for white space around it and between words
	WordsAnswer  AnswerKind = "words"  // by letters and digits, in either case, whatever stands between them
)

var answerKinds = []string{string(NumberAnswer), string(HexAnswer), string(TextAnswer), string(WordsAnswer)}

// unit is what may stand behind a number: any other could change its value.
var unit = regexp.MustCompile(`(?i)\sbytes?\s*$`)

// Canonical returns the form in which equal answers are the same text, or "" for what
// is no answer of the kind.
func (k AnswerKind) Canonical(answer string) string {
	switch k {
	case NumberAnswer:
		n, err := strconv.ParseFloat(without(unit.ReplaceAllString(answer, ""), ",_"), 64)
		if err != nil {
			return ""
		}
		return strconv.FormatFloat(n, 'f', -1, 64)
	case HexAnswer:
		pairs := without(strings.ReplaceAll(strings.ToLower(answer), "0x", ""), ",:")
		if _, err := digits.ParseHex(pairs); err != nil {
			return ""
		}
		return pairs
	case WordsAnswer:
		return strings.Join(strings.FieldsFunc(strings.ToLower(answer), isBetweenWords), " ")
	}
	return strings.Join(strings.Fields(answer), " ")
}

// without returns the text without white space and without these characters.
func without(text, characters string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) || strings.ContainsRune(characters, c) {
			return -1
		}
		return c
	}, text)
}

func isBetweenWords(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }
