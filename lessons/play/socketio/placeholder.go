package socketio

// Placeholder returns the JSON text that stands for the attachment of this number, from 0.
func Placeholder(n int) string { return `{"_placeholder":true,"num":` + number(n) + `}` }

// Placeholders returns the numbers of all attachments that a JSON text has a place for, in
// the order of their places.
func Placeholders(text string) ([]int, error) {
	var places []int
	var bad error
	s := scanner{text: text}
	s.placed = func(num string) {
		n, err := integer(num)
		if err != nil {
			bad = err
		}
		places = append(places, n)
	}
	if err := s.whole(s.value); err != nil {
		return nil, err
	}
	return places, bad
}

// inner reads an object that is a value, and tells if it holds the place of an
// attachment.
func (s *scanner) inner() error {
	if s.placed == nil {
		return s.object(func(string, string) {})
	}
	holds, num := false, ""
	err := s.object(func(name, value string) {
		switch name, _ := Unquote(name); name {
		case "_placeholder":
			holds = value == "true"
		case "num":
			num = value
		}
	})
	if err == nil && holds {
		s.placed(num)
	}
	return err
}
