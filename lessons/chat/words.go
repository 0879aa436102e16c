package chat

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// taken says whether somebody here has the name, in capitals or not.
func (c *Chat) taken(name string) bool {
	for _, other := range c.names {
		if strings.EqualFold(other, name) {
			return true
		}
	}
	return false
}

// tidy returns a text without the white space around it. The error says what keeps it
// from being shown to others.
func tidy(text string, most int) (string, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return "", fmt.Errorf("is empty")
	case utf8.RuneCountInString(text) > most:
		return "", fmt.Errorf("is too long: it may have %d characters", most)
	case strings.ContainsFunc(text, isHidden):
		return "", fmt.Errorf("has a character that nobody can see")
	}
	return text, nil
}

// isHidden says whether a character changes how others are shown, instead of being
// shown: line breaks, and what turns the direction of writing. What joins the parts of
// an emoji is no such character.
func isHidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
