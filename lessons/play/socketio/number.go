package socketio

import (
	"errors"
	"strconv"

	"twocups/lessons/play/faulttext"
)

func number(n int) string { return strconv.Itoa(n) }

// cutNumber cuts a number in decimal digits off the beginning of a text. It is not ok
// if there are zeros before it, or if it is greater than the most; without digits
// nothing is cut.
func cutNumber(text string, most uint64) (n uint64, rest string, ok bool) {
	at := 0
	for ; at < len(text) && '0' <= text[at] && text[at] <= '9'; at++ {
		if n = n*10 + uint64(text[at]-'0'); n > most {
			return 0, text, false
		}
	}
	if at > 1 && text[0] == '0' {
		return 0, text, false
	}
	return n, text[at:], true
}

// integer reads a JSON number that is a whole one from 0 to 2^31-1.
func integer(text string) (int, error) {
	n, rest, ok := cutNumber(text, 1<<31-1)
	if !ok || rest != "" || text == "" {
		return 0, errors.New("number " + faulttext.Quote(text) + " " + faulttext.Want("a whole number from 0 to 2147483647"))
	}
	return int(n), nil
}
