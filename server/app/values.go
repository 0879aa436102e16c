package app

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"twocups/server/socket"
)

// count is the value of a flag that takes a whole number (flag.Value).
type count struct {
	to          *int
	least, most int
}

// String returns the number; package flag also asks a zero count.
func (c count) String() string {
	if c.to == nil {
		return ""
	}
	return strconv.Itoa(*c.to)
}

// Set takes a number that is within bounds.
func (c count) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < c.least || n > c.most {
		return fmt.Errorf("want a whole number from %d to %d", c.least, c.most)
	}
	*c.to = n
	return nil
}

// span is the value of a flag that takes a time (flag.Value).
type span struct {
	to          *time.Duration
	least, most time.Duration
}

// String returns the time as [time.ParseDuration] reads it; package flag also asks a
// zero span.
func (s span) String() string {
	if s.to == nil {
		return ""
	}
	return s.to.String()
}

// Set takes a time that is within bounds.
func (s span) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d < s.least || d > s.most {
		return fmt.Errorf("want a time from %v to %v, such as 500ms, 10s or 2m", s.least, s.most)
	}
	*s.to = d
	return nil
}

// choice is the value of a flag that takes one of a few words (flag.Value).
type choice struct {
	to    *string
	words []string
}

// String returns the word; package flag also asks a zero choice.
func (c choice) String() string {
	if c.to == nil {
		return ""
	}
	return *c.to
}

// Set takes one of the words.
func (c choice) Set(text string) error {
	for _, word := range c.words {
		if text == word {
			*c.to = word
			return nil
		}
	}
	return fmt.Errorf("want %s", strings.Join(c.words, " or "))
}

// origins is the value of a flag that takes origins, several in one or one each time
// (flag.Value).
type origins struct{ to *[]string }

// String returns the origins with commas between them; package flag also asks a zero origins.
func (o origins) String() string {
	if o.to == nil {
		return ""
	}
	return strings.Join(*o.to, ",")
}

// Set adds the origins.
func (o origins) Set(text string) error {
	for one := range strings.SplitSeq(text, ",") {
		origin, err := socket.ParseOrigin(strings.TrimSpace(one))
		if err != nil {
			return err
		}
		*o.to = append(*o.to, origin)
	}
	return nil
}
