package socketio

import "twocups/lessons/play/jsontext"

// Placeholder returns the JSON text that stands for the attachment of this number, from 0.
func Placeholder(n int) string { return `{"_placeholder":true,"num":` + number(n) + `}` }

// Placeholders returns the numbers of all attachments that a JSON text has a place for, in
// the order of their places.
func Placeholders(text string) (places []int, err error) {
	var bad error
	err = jsontext.Objects(text, func(members []jsontext.Pair) {
		holds, num := false, ""
		for _, m := range members {
			switch m.Name {
			case "_placeholder":
				holds = m.Value == "true"
			case "num":
				num = m.Value
			}
		}
		if !holds {
			return
		}
		n, err := parseInteger(num)
		if err != nil {
			bad = err
		}
		places = append(places, n)
	})
	if err != nil {
		return nil, err
	}
	return places, bad
}
