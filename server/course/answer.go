package course

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"twocups/lessons/play/digits"
)

// AnswerKind is the way in which a typed answer is compared with the accepted answers.
type AnswerKind string

// The kinds of answers.
const (
	NumberAnswer AnswerKind = "number" // by its value, with or without the unit "bytes"
	HexAnswer    AnswerKind = "hex"    // by the bytes that its hexadecimal digits mean
	TextAnswer   AnswerKind = "text"   // letter by letter; the amount of white space doesn't count
	WordsAnswer  AnswerKind = "words"  // by letters and digits; case, spaces and punctuation don't count
)

var answerKinds = []string{string(NumberAnswer), string(HexAnswer), string(TextAnswer), string(WordsAnswer)}

// Canonical returns the canonical form of an answer. Equal answers have the same canonical
// form. Canonical returns "" for a text that is no answer of the kind. In the page,
// static/live/answer.js does the same with the text that a learner types; a test compares
// the two on the same answers.
func (k AnswerKind) Canonical(answer string) string {
	switch k {
	case NumberAnswer:
		return canonicalNumber(answer)
	case HexAnswer:
		return canonicalHex(answer)
	case WordsAnswer:
		return strings.Join(strings.FieldsFunc(strings.ToLower(answer), isBetweenWords), " ")
	}
	return strings.Join(strings.Fields(answer), " ")
}

var (
	byteUnit      = regexp.MustCompile(` (?i:bytes?)$`) // another unit could change the value
	decimalNumber = regexp.MustCompile(`^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$`)
)

// canonicalNumber writes a decimal number as JavaScript does. Package json writes the same
// format (ECMA-262, Number::toString), except for a zero with a sign.
func canonicalNumber(answer string) string {
	written := byteUnit.ReplaceAllString(strings.Join(strings.Fields(answer), " "), "")
	written = removeCharacters(written, " ,_")
	number, err := strconv.ParseFloat(written, 64)
	if err != nil || !decimalNumber.MatchString(written) {
		return ""
	}
	canonical, _ := json.Marshal(number + 0) // -0 + 0 is 0
	return string(canonical)
}

func canonicalHex(answer string) string {
	pairs := strings.ToLower(strings.Join(strings.Fields(answer), ""))
	pairs = removeCharacters(strings.ReplaceAll(pairs, "0x", ""), ",:")
	if _, err := digits.ParseHex(pairs); err != nil {
		return ""
	}
	return pairs
}

// removeCharacters returns the text without the characters.
func removeCharacters(text, characters string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(characters, c) {
			return -1
		}
		return c
	}, text)
}

func isBetweenWords(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsNumber(c) }
