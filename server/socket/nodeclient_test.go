package socket_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"twocups/server/proof/noderun"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// inNode sends too much in several ways with Node's own WebSocket, and prints how each connection ends.
const inNode = `
const kilobytes = (n) => new Uint8Array(n * 1024);
const ways = {
  "one message of 32 MB": (socket) => socket.send(kilobytes(32 * 1024)),
  "a hundred messages that are too big": (socket) => {
    for (let i = 0; i < 100; i++) socket.send(kilobytes(256));
  },
  "a message that is too big behind a thousand others": (socket) => {
    for (let i = 0; i < 1000; i++) socket.send(kilobytes(16));
    for (let i = 0; i < 10; i++) socket.send(kilobytes(1024));
  },
  "messages that are too big, on and on": (socket) => {
    const timer = setInterval(() => socket.send(kilobytes(100)), 5);
    socket.addEventListener("close", () => clearInterval(timer));
  },
  "a flood": (socket) => {
    const timer = setInterval(() => {
      for (let i = 0; i < 50; i++) socket.send("x");
    }, 5);
    socket.addEventListener("close", () => clearInterval(timer));
  },
};
for (const [way, act] of Object.entries(ways)) {
  const socket = new WebSocket(URLS[way === "a flood" ? 1 : 0]);
  let echoes = 0;
  socket.addEventListener("message", () => echoes++);
  socket.addEventListener("open", () => act(socket));
  const { code } = await new Promise((ended) => socket.addEventListener("close", ended));
  console.log(way + ": " + code + (way.includes("behind") ? " after " + echoes : ""));
}
`

// Node reads and writes in turn, and gives up a connection whose write fails. So it gets a close frame only if
// the server reads on.
func TestTheLastWordsReachNode(t *testing.T) {
	t.Setenv("NODE_OPTIONS", "--experimental-websocket") // before Node 22, this makes its WebSocket available
	calm := sockettest.Serve(t, echo.Handler(socket.New(sockettest.Patient(socket.Config{}))))
	strict := sockettest.Serve(t, echo.Handler(socket.New(sockettest.Patient(socket.Config{FrameRate: 100, FrameBurst: 100}))))
	module := strings.Replace(inNode, "URLS", `["`+calm+`", "`+strict+`"]`, 1)
	const want = `one message of 32 MB: 1009
a hundred messages that are too big: 1009
a message that is too big behind a thousand others: 1009 after 1000
messages that are too big, on and on: 1009
a flood: 1008
`
	if got := noderun.Run(t, module, fstest.MapFS{}); got != want {
		t.Errorf("the connections ended with\n%s", got)
	}
}
