package socketio

import (
	"testing"

	"twocups/server/limit/limittest"
	"twocups/server/socket"
	"twocups/server/sockets/socketio/engineio"
)

func TestEveryLimitIsInTheListWithItsDefault(t *testing.T) {
	var c Config
	sockets := socket.New(socket.Config{})
	limits := c.Limits()[len(c.Engine.Limits()):]
	limittest.Complete(t, &c, limits, New(Config{Engine: engineio.Config{Sockets: sockets}}).config, "MaxMembers", "PacketTimeout")
}
