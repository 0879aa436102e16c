package engineio

import (
	"reflect"
	"testing"
	"time"

	"twocups/server/limit/limittest"
	"twocups/server/socket"
)

func TestEveryLimitIsInTheListWithItsDefault(t *testing.T) {
	var c Config
	limittest.Complete(t, &c, c.Limits(), New(Config{Sockets: socket.New(socket.Config{})}).Config(),
		"MaxPerAddress", "MaxPayload", "PacketRate", "PacketBurst", "PingInterval", "PingTimeout", "PostTimeout", "WriteTimeout", "CloseWait")
}

func TestTheOtherLimitsAreThoseOfTheSockets(t *testing.T) {
	sockets := socket.New(socket.Config{MaxPerAddress: 1, MaxMessage: 2, FrameRate: 3, FrameBurst: 4,
		PingEvery: 5 * time.Second, PongWait: 11 * time.Second, MessageTimeout: 12 * time.Second, WriteTimeout: 7 * time.Second, CloseWait: 8 * time.Second})
	got := New(Config{Sockets: sockets}).Config()
	want := got
	want.MaxPerAddress, want.MaxPayload, want.PacketRate, want.PacketBurst = 1, 2, 3, 4
	want.PingInterval, want.PingTimeout, want.PostTimeout = 5*time.Second, 6*time.Second, 12*time.Second
	want.WriteTimeout, want.CloseWait = 7*time.Second, 8*time.Second
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAnAddressGetsHalfOfTheSessionsAndNeverLessThanAClassNeeds(t *testing.T) {
	for sessions, want := range map[int]int{2: 2, 1000: 1000, 2000: 2000, 3000: 2000, 5000: 2500, 100_000: 5000} {
		config := Config{Sockets: socket.New(socket.Config{}), MaxSessions: sessions}
		if got := New(config).Config().MaxPerAddress; got != want {
			t.Errorf("of %d sessions one address gets %d, want %d", sessions, got, want)
		}
	}
}
