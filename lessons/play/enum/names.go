package enum

import (
	"errors"

	"twocups/lessons/play/faulttext"
)

// Name returns the name of a value, or "" for a value that has none.
func Name(names []string, value int) string {
	if value < len(names) {
		return names[value]
	}
	return ""
}

// Index returns the value that has the name. The error quotes an unknown name.
func Index(names []string, name string) (int, error) {
	for i, n := range names {
		if n == name && n != "" {
			return i, nil
		}
	}
	return 0, errors.New(string(faulttext.What("unknown name *", name)))
}
