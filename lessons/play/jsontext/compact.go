package jsontext

// Compact returns a JSON text without white space between its parts, with each string as
// [Quote] writes it. Two texts of the same value have the same compact form, unless they
// write a number in different ways.
func Compact(text string) (string, error) {
	if err := Valid(text); err != nil {
		return "", err
	}
	b := make([]byte, 0, len(text))
	s := scanner{text: text}
	for s.space(); s.at < len(text); s.space() {
		if s.peek() != '"' {
			b = append(b, s.peek())
			s.at++
			continue
		}
		quoted, _ := s.raw(s.string) // no error: Valid has checked the text
		unquoted, _ := Unquote(quoted)
		b = AppendQuote(b, unquoted)
	}
	return string(b), nil
}
