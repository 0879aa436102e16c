package main

import (
	"context"
	"path/filepath"
	"strings"

	"twocups/lessons/play"
	"twocups/server/proof/bench/load"
	"twocups/server/proof/bench/process"
)

// baseline is the name of the server that the other servers are compared with.
const baseline = "Two Cups"

// unlimitedFrameRate is a rate limit of Two Cups, in frames a second, that neither a connection nor
// an address reaches. Two Cups counts the frames all the same. Its default limits are too low for
// the connections of this program, which send as fast as a server answers.
const unlimitedFrameRate = "10000000"

// server is a server in the comparison.
type server struct {
	name        string
	program     string
	args        []string
	environment []string

	echo func(ctx context.Context, addr string, n int) (*load.Fleet, error) // nil if it takes no part in echoes
	room load.Protocol                                                      // nil if it takes no part in broadcasts
	idle bool                                                               // whether to measure its idle connections
}

// servers returns all servers. Three of them are Two Cups: the real program, the same program
// with a console that watches every connection, and package socket alone with a room. The room
// of the real program admits too few members for a broadcast.
func servers(o options) []server {
	twocups := append([]string{"-addr", "127.0.0.1:0", "-metrics", "127.0.0.1:0", "-frame-rate", unlimitedFrameRate, "-frame-rate-per-address", unlimitedFrameRate}, strings.Fields(o.args)...)
	npm := []string{"NODE_PATH=" + absolute(o.modules)}
	plain := dialer(load.Plain(play.EchoPath))
	room := load.Plain(play.RoomPath)
	return []server{
		{name: baseline, program: o.twocups, args: twocups, echo: plain, idle: true},
		{name: baseline, program: o.peer, args: []string{"room"}, room: room},
		{name: "Two Cups, console on", program: o.twocups, args: twocups, echo: load.DialWatched},
		{name: "gorilla", program: o.peer, args: []string{"gorilla"}, echo: plain, room: room, idle: true},
		{name: "gws", program: o.peer, args: []string{"gws"}, echo: plain, room: room, idle: true},
		{name: "coder", program: o.peer, args: []string{"coder"}, echo: plain, room: room, idle: true},
		{name: "gobwas", program: o.peer, args: []string{"gobwas"}, echo: plain, room: room, idle: true},
		{name: "npm ws", program: "node", args: []string{filepath.Join(o.scripts, "ws.js")}, environment: npm,
			echo: plain, room: room, idle: true},
		{name: "npm socket.io", program: "node", args: []string{filepath.Join(o.scripts, "socketio.js")}, environment: npm,
			echo: dialer(load.SocketIO("echo")), room: load.SocketIO("room"), idle: true},
	}
}

// dialer returns a function that opens connections with a protocol.
func dialer(protocol load.Protocol) func(context.Context, string, int) (*load.Fleet, error) {
	return func(ctx context.Context, addr string, n int) (*load.Fleet, error) {
		return load.Dial(ctx, addr, protocol, n)
	}
}

func (s server) start(ctx context.Context) (*process.Process, error) {
	return process.Start(ctx, s.name, s.environment, s.program, s.args...)
}

// absolute returns a path as an absolute path, so that Node finds the modules from any folder.
func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}
