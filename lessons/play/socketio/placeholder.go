package socketio

import (
	"strconv"

	"twocups/lessons/play/digits"
	"twocups/lessons/play/faulttext"
	"twocups/lessons/play/jsontext"
)

// Placeholder returns the JSON text that takes the place of the attachment with this
// number, from 0.
func Placeholder(n int) string { return `{"_placeholder":true,"num":` + strconv.Itoa(n) + `}` }

// Placeholders returns the numbers of all placeholders in a JSON text, in the order of
// their places.
func Placeholders(text string) (numbers []int, err error) {
	var faulty error
	err = jsontext.Objects(text, func(members []jsontext.Pair) {
		isPlaceholder, num := false, ""
		for _, m := range members {
			switch m.Name {
			case "_placeholder":
				isPlaceholder = m.Value == "true"
			case "num":
				num = m.Value
			}
		}
		if !isPlaceholder {
			return
		}
		n, err := parseInteger(num)
		if err != nil {
			faulty = err
		}
		numbers = append(numbers, n)
	})
	if err != nil {
		return nil, err
	}
	return numbers, faulty
}

// parseInteger reads a JSON number that is a whole number from 0 to 2^31-1.
func parseInteger(text string) (int, error) {
	n, ok := digits.Number(text, 10, 1<<31)
	if !ok {
		return 0, faulttext.What("number *", text).Err("a whole number from 0 to 2147483647")
	}
	return n, nil
}
