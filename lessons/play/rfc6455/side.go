package rfc6455

import "twocups/lessons/play/enum"

// Side is one of the two ends of a connection.
type Side uint8

// The sides.
const (
	Client Side = iota + 1
	Server
)

var sideNames = []string{Client: "client", Server: "server"}

// String returns the side's name.
func (s Side) String() string { return enum.Name(sideNames, int(s)) }

// MarshalText returns the side's name. The error is always nil.
func (s Side) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a side's name. The error quotes an unknown name.
func (s *Side) UnmarshalText(text []byte) error {
	i, err := enum.Index(sideNames, string(text))
	*s = Side(i)
	return err
}
