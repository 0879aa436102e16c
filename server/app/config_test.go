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
	"twocups/server/socket/sockettest"
)

// configured returns the configuration for the arguments on a system with this number of
// descriptors, and the lines of the log.
func configured(t *testing.T, descriptors int, args ...string) (config, string) {
	t.Helper()
	printed := apptest.NewOutput()
	log := logging.New(logging.Config{Format: logging.Text}, printed)
	config := newConfig(parsed(t, args...), descriptors, log)
	log.Close(sockettest.Timeout)
	return config, printed.String()
}

func TestAllConnectionsOfThePagesTogetherLeaveTheReserve(t *testing.T) {
	for _, all := range []int{64, 100, 256, 1000, 1024, 4096, 20_000, 65_536} {
		c, _ := configured(t, all)
		consoles := socket.Config{MaxConnections: c.consoles.MaxConsoles}
		used := c.pages.connections.MaxConnections +
			c.sockets.MaxConnections + c.sockets.RefusalsAtOnce() + consoles.MaxConnections + consoles.RefusalsAtOnce()
		if reserve := min(reservedDescriptors, all/4); all-used < reserve {
			t.Errorf("of %d descriptors the connections take %d, want %d for the rest", all, used, reserve)
		}
		if all < 10_000 && used < all/2 {
			t.Errorf("of %d descriptors the connections take only %d", all, used)
		}
	}
	if descriptors() < 1 {
		t.Errorf("the system allows %d", descriptors())
	}
}

func TestEveryLoweredLimitIsLogged(t *testing.T) {
	if _, logged := configured(t, unlimitedDescriptors); logged != "" {
		t.Errorf("with plenty of descriptors: %s", logged)
	}
	const want = "-max-connections is 398 instead of 10000; -max-per-address is 398 instead of 5000; -max-consoles is 199 instead of 5000; -max-consoles-per-address is 199 instead of 2500; " +
		"-max-http is 224 instead of 8192; -max-http-per-address is 224 instead of 4096"
	if _, logged := configured(t, 1024); !strings.Contains(logged, want) || !strings.Contains(logged, "allowed=1024") || !strings.Contains(logged, "LimitNOFILE=") {
		t.Errorf("with 1,024 descriptors: %s, want %s", logged, want)
	}
	const enough = 32_896 // as the guide for operators says
	for descriptors, want := range map[int]bool{enough: false, enough - 1: true} {
		if _, logged := configured(t, descriptors); (logged != "") != want {
			t.Errorf("with %d descriptors: %q", descriptors, logged)
		}
	}
	const wantWithLittleMemory = "-max-http is 2048 instead of 8192; -max-http-per-address is 2048 instead of 4096"
	if _, logged := configured(t, unlimitedDescriptors, "-memory", "256m"); !strings.Contains(logged, wantWithLittleMemory) {
		t.Errorf("with 256 MB: %s, want %s", logged, wantWithLittleMemory)
	}
}

// An address gets half of the places that there are, or what a class needs.
func TestALoweredLimitLeavesAnAddressHalfOrAClass(t *testing.T) {
	for most, want := range map[int]int{20_000: 5000, 8000: 4000, 3000: 2000, 1500: 1500} {
		o := parsed(t)
		o.webSocketPlaces().lowerTo(most)
		if o.sockets.MaxPerAddress != want {
			t.Errorf("of %d places an address gets %d, want %d", most, o.sockets.MaxPerAddress, want)
		}
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
	if want := (limitlistener.Config{MaxConnections: 8192, MaxPerAddress: 4096, MaxStreams: 16}); c.pages.connections != want {
		t.Errorf("the address of the pages gets %+v", c.pages.connections)
	}
	for name, log := range map[string]*slog.Logger{"lessons": c.sockets.Log, "programs": c.programs.Log, "Socket.IO": c.socketIO.Engine.Log} {
		if log == nil {
			t.Errorf("%s: no log", name)
		}
	}
	if c.sockets.Refusals == nil || c.consoles.Socket.Refusals == nil {
		t.Error("refusals are not logged")
	}
	if c.raw.Log != nil || c.raw.Refusals != nil {
		t.Error("raw clients have lines in the log")
	}
}
