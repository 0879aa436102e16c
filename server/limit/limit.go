// Package limit describes the limits of the server. A [Limit] has the field that stores it, the flag that sets it, its
// default, its bounds and its reason. Each package with limits lists them in a method Limits of its Config. Package app
// makes the flags and the help from these lists.
//
// The default of a limit is written only in its list:
//
//	func (c *Config) Limits() []limit.Limit {
//		return []limit.Limit{
//			limit.Count(&c.MaxMessage, "max-message", 64<<10, limit.MaxBytes, "the greatest message, in `bytes`; ..."),
//			limit.Time(&c.CloseWait, "close-wait", 5*time.Second, "the `time` that a client has to answer a close frame"),
//		}
//	}
//
// The function New of the package calls [SetDefaults], which sets each zero field to its default. Zero is therefore
// a value of a limit only if the default is zero.
package limit

import (
	"flag"
	"strconv"
	"time"
)

// Limit is one limit. [Count], [Size] and [Time] return limits.
type Limit struct {
	Field any        // a pointer to the field that holds the limit: *int or *time.Duration
	Flag  string     // the name of the flag, without its dash; NoFlag if no flag sets the limit
	Help  string     // the meaning of the limit and its reason; the unit of the value is between backquotes, for package flag
	Value flag.Value // reads and writes the field, within the bounds

	setDefault func()
}

// NoFlag is the flag of a limit that operators can't change.
const NoFlag = ""

// The greatest values that flags accept. A greater limit would limit nothing.
const (
	MaxCount = 10_000_000     // connections, sessions, frames a second: more than any machine has held in tests
	MaxQueue = 65_536         // messages that wait for one client: more than a client could receive in time
	MaxBytes = 1 << 30        // bytes; the server reads a whole message into memory
	MaxTime  = 24 * time.Hour // the greatest value of any limit of a time
)

// Count returns the limit of a number of things or bytes. Its values go from 1 to the maximum, or from 0 if its
// default is 0.
func Count(field *int, name string, preset, most int, help string) Limit {
	least := min(1, preset)
	return newLimit(value[int]{field, preset, least, most, strconv.Atoi,
		"want a whole number from " + strconv.Itoa(least) + " to " + strconv.Itoa(most)}, name, help)
}

// Size returns the limit of a number of bytes. Its values go from 1 to the maximum, or from 0 if its default is 0.
// Its flag takes the suffixes k, m and g.
func Size(field *int, name string, preset, most int, help string) Limit {
	l := newLimit(value[int]{field, preset, min(1, preset), most, parseSize,
		"want a number of bytes, with or without a suffix, such as 512k, 256m or 2g"}, name, help)
	l.Value = size{l.Value}
	return l
}

// Time returns the limit of a time. Its values go from a millisecond to [MaxTime], or from 0 if its default is 0.
func Time(field *time.Duration, name string, preset time.Duration, help string) Limit {
	least := min(time.Millisecond, preset)
	return newLimit(value[time.Duration]{field, preset, least, MaxTime, time.ParseDuration,
		"want a time from " + least.String() + " to " + MaxTime.String() + ", such as 500ms, 10s or 2m"}, name, help)
}

func newLimit[T int | time.Duration](v value[T], name, help string) Limit {
	return Limit{Field: v.field, Flag: name, Help: help, Value: v, setDefault: v.setDefault}
}

// SetDefaults gives each field that is zero its default.
func SetDefaults(limits []Limit) {
	for _, l := range limits {
		l.setDefault()
	}
}
