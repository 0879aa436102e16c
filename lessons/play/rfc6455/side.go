package rfc6455

import "twocups/lessons/play/enum"

// Side is an end of a connection, from which an event is seen.
type Side uint8

// The two ends.
const (
	Client Side = iota + 1
	Server
)

var sideNames = []string{Client: "client", Server: "server"}

// String returns the side's name.
func (s Side) String() string { return enum.Name(sideNames, int(s)) }

// MarshalText writes the side's name.
func (s Side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a side's name.
func (s *Side) UnmarshalText(text []byte) error {
	i, err := enum.Index(sideNames, string(text))
	*s = Side(i)
	return err
}
