package chat

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"twocups/server/instance/printable"
)

// isTaken reports whether a member has the name, in capital letters or small ones.
func (c *Chat) isTaken(name string) bool {
	for _, other := range c.names {
		if strings.EqualFold(other, name) {
			return true
		}
	}
	return false
}

// tidy returns a text without the white space around it. The error says why others may not see
// the text.
func tidy(text string, most int) (string, error) {
	text, ok := printable.Text(text, 1, most)
	switch {
	case ok:
		return text, nil
	case text == "":
		return "", errors.New("is empty")
	case utf8.RuneCountInString(text) > most:
		return "", fmt.Errorf("is too long: it may have %d characters", most)
	}
	return "", errors.New("has a character that nobody can see")
}
