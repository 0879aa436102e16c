package headless

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
)

// Transcript returns events in the form that a transcript's file has, one a line.
func Transcript(events []play.Event) string {
	var lines []string
	for _, e := range events {
		e.At, e.RoundTrip = toMicroseconds(e.At), toMicroseconds(e.RoundTrip)
		line, err := json.Marshal(e)
		if err != nil {
			return err.Error()
		}
		lines = append(lines, "    "+string(line))
	}
	return "[\n" + strings.Join(lines, ",\n") + "\n  ]"
}

// toMicroseconds rounds a time to whole microseconds.
func toMicroseconds(m play.Milliseconds) play.Milliseconds {
	return play.Milliseconds(math.Round(float64(m)*1000) / 1000)
}

// leftNamespace is the beginning of the remark with which the server reports that a client
// has left a namespace of Socket.IO. For the main namespace the server reports
// [play.Closed] instead.
const leftNamespace = "Client disconnected from /"

// BothSidesEnded reports whether both sides of every connection have reported its end. A
// connection of the raw client has a server side only.
func BothSidesEnded(events []play.Event) bool {
	type end struct {
		side   rfc6455.Side
		client string
	}
	open := map[end]int{}
	for _, e := range events {
		switch e.Kind {
		case play.Connecting:
			open[end{rfc6455.Client, e.Client}]++
			open[end{rfc6455.Server, e.Client}]++
		case play.Opened:
			if e.Side == rfc6455.Server && !hasClientSide(events, e.Client) {
				open[end{rfc6455.Server, e.Client}]++
			}
		case play.Closed:
			open[end{e.Side, e.Client}]--
		case play.Remark:
			if strings.HasPrefix(e.Text, leftNamespace) {
				open[end{e.Side, e.Client}]--
			}
		}
	}
	return !slices.ContainsFunc(slices.Collect(maps.Values(open)), func(count int) bool { return count != 0 })
}

// hasClientSide reports whether a client has reported that it connects.
func hasClientSide(events []play.Event, client string) bool {
	return slices.ContainsFunc(events, func(e play.Event) bool { return e.Kind == play.Connecting && e.Client == client })
}
