package enum

import (
	"errors"

	"twocups/lessons/play/faulttext"
)

func Name(names []string, i int) string {
	if i < len(names) {
		return names[i]
	}
	return ""
}

func Index(names []string, name string) (int, error) {
	for i, n := range names {
		if n == name && n != "" {
			return i, nil
		}
	}
	return 0, errors.New("unknown name " + faulttext.Quote(name))
}
