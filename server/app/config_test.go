package app

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"twocups/server/app/apptest"
	"twocups/server/app/limitlistener"
	"twocups/server/app/logging"
	"twocups/server/socket"
)

// configured returns the configuration for the arguments on a system with this number of
// descriptors, and the lines of the log.
func configured(t *testing.T, descriptors int, args ...string) (config, string) {
	t.Helper()
	printed := apptest.NewOutput()
	log, _ := logging.New(logging.Text, printed)
	return newConfig(parsed(t, args...), descriptors, log), printed.String()
}

func TestConnectionsThatAreNoWebSocketsTakeAQuarterOfTheDescriptors(t *testing.T) {
	for descriptors, want := range map[int]int{1: 1, 1024: 256, 20_000: 5000, unlimitedDescriptors: 8192} {
		if c, _ := configured(t, descriptors); c.pages.connections.MaxConnections != want {
			t.Errorf("of %d descriptors %d, want %d", descriptors, c.pages.connections.MaxConnections, want)
		}
	}
	if descriptors() < 1 {
		t.Errorf("the system allows %d", descriptors())
	}
}

func TestWebSocketsLeaveDescriptorsForTheRest(t *testing.T) {
	if _, logged := configured(t, unlimitedDescriptors); logged != "" {
		t.Errorf("with plenty of descriptors: %s", logged)
	}
	c, logged := configured(t, 1024)
	if c.sockets.MaxConnections != 512 || c.consoles.MaxConsoles != 256 ||
		!strings.Contains(logged, "-max-connections is 512 instead of 10000; -max-consoles is 256 instead of 5000") {
		t.Errorf("with 1,024 descriptors: %d and %d, %s", c.sockets.MaxConnections, c.consoles.MaxConsoles, logged)
	}
}

func TestAFlagCountsInEveryConfigThatItConcerns(t *testing.T) {
	c, _ := configured(t, unlimitedDescriptors, "-origin", "https://a.example", "-ping-every", "7s", "-max-members", "8", "-max-raw", "9", "-max-message", "10")
	for name, got := range map[string]socket.Config{"lessons": c.sockets, "raw clients": c.raw, "consoles": c.consoles.Socket} {
		if len(got.Origins) != 1 || got.Origins[0] != "https://a.example" {
			t.Errorf("the sockets of %s have the origins %q", name, got.Origins)
		}
	}
	if c.sockets.PingEvery != 7*time.Second || c.consoles.Socket.PingEvery != 7*time.Second || c.raw.PingEvery != rawTimeout {
		t.Errorf("pings every %v, %v and %v", c.sockets.PingEvery, c.consoles.Socket.PingEvery, c.raw.PingEvery)
	}
	if c.programs.MaxMembers != 8 || c.socketIO.MaxMembers != 8 {
		t.Errorf("%d and %d members", c.programs.MaxMembers, c.socketIO.MaxMembers)
	}
	if c.raw.MaxConnections != 9 || c.raw.MaxPerAddress != 4 || c.raw.MaxMessage != 10 {
		t.Errorf("raw clients get %+v", c.raw)
	}
	if want := (limitlistener.Config{MaxConnections: 8192, MaxPerAddress: 4096}); c.pages.connections != want || c.operators.connections != want {
		t.Errorf("the addresses get %+v and %+v", c.pages.connections, c.operators.connections)
	}
	for name, log := range map[string]*slog.Logger{"lessons": c.sockets.Log, "programs": c.programs.Log, "Socket.IO": c.socketIO.Engine.Log} {
		if log == nil {
			t.Errorf("%s: no log", name)
		}
	}
	if c.raw.Log != nil {
		t.Error("raw clients have lines in the log")
	}
}
