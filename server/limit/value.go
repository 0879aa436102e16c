package limit

import (
	"errors"
	"fmt"
	"time"
)

// value makes the field of a limit the value of a flag (flag.Value).
type value[T int | time.Duration] struct {
	field               *T
	preset, least, most T
	parse               func(string) (T, error)
	want                string // the error for a value out of bounds
}

// String returns the field in the form that Set reads. Package flag also calls String on a zero value.
func (v value[T]) String() string {
	if v.field == nil {
		return ""
	}
	return fmt.Sprint(*v.field)
}

// Set writes the field if the text is a value within the bounds.
func (v value[T]) Set(text string) error {
	parsed, err := v.parse(text)
	if err != nil || parsed < v.least || parsed > v.most {
		return errors.New(v.want)
	}
	*v.field = parsed
	return nil
}

func (v value[T]) setDefault() {
	if *v.field == 0 {
		*v.field = v.preset
	}
}
