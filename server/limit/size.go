package limit

import (
	"flag"
	"strconv"
	"strings"
)

// size is the value of a number of bytes, which people read and write with a suffix.
type size struct{ flag.Value }

// suffixes are the suffixes of 2¹⁰, 2²⁰ and 2³⁰ bytes.
var suffixes = []string{"k", "m", "g"}

// String returns the number with the greatest suffix that loses nothing (flag.Value).
func (s size) String() string {
	if s.Value == nil { // package flag asks a zero value
		return ""
	}
	text := s.Value.String()
	bytes, err := strconv.Atoi(text)
	if err != nil || bytes == 0 {
		return text
	}
	suffix := ""
	for _, next := range suffixes {
		if bytes%1024 != 0 {
			break
		}
		bytes, suffix = bytes/1024, next
	}
	return strconv.Itoa(bytes) + suffix
}

// parseSize reads a number of bytes, with or without a suffix.
func parseSize(text string) (int, error) {
	shift := 0
	for i, suffix := range suffixes {
		if digits, found := strings.CutSuffix(strings.ToLower(text), suffix); found {
			text, shift = digits, 10*(i+1)
			break
		}
	}
	bytes, err := strconv.Atoi(text)
	if err == nil && bytes<<shift>>shift != bytes {
		err = strconv.ErrRange
	}
	return bytes << shift, err
}
