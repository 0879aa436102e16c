package socketio

import (
	"testing"
	"time"

	"twocups/server/limit/limittest"
	"twocups/server/socket"
)

func TestEveryLimitIsInTheListWithItsDefault(t *testing.T) {
	var c Config
	limittest.Complete(t, &c, c.Limits(), New(Config{Sockets: socket.New(socket.Config{})}).config,
		"MaxMembers", "MaxPerAddress", "MaxPayload", "PacketRate", "PacketBurst", "PingInterval", "PingTimeout", "WriteTimeout", "CloseWait")
}

func TestTheOtherLimitsAreThoseOfTheSockets(t *testing.T) {
	sockets := socket.New(socket.Config{MaxPerAddress: 1, MaxMessage: 2, FrameRate: 3, FrameBurst: 4,
		PingEvery: 5 * time.Second, PongWait: 11 * time.Second, WriteTimeout: 7 * time.Second, CloseWait: 8 * time.Second})
	got := New(Config{Sockets: sockets}).config
	want := Config{Sockets: sockets, MaxPerAddress: 1, MaxPayload: 2, PacketRate: 3, PacketBurst: 4,
		PingInterval: 5 * time.Second, PingTimeout: 6 * time.Second, WriteTimeout: 7 * time.Second, CloseWait: 8 * time.Second,
		MaxSessions: got.MaxSessions, QueueLength: got.QueueLength, QueueBytes: got.QueueBytes,
		ConnectTimeout: got.ConnectTimeout, UpgradeTimeout: got.UpgradeTimeout, Log: got.Log}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
