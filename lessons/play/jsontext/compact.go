package jsontext

// Compact returns a JSON text without white space between its parts, and with its
// strings as [Quote] writes them: so do two texts that mean the same in all but their
// numbers become one.
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
		quoted, _ := s.raw(s.string) // which Valid has checked
		unquoted, _ := Unquote(quoted)
		b = AppendQuote(b, unquoted)
	}
	return string(b), nil
}
