package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	protocol "twocups/lessons/play/socketio"
	"twocups/server/proof/socketioconformance"
	"twocups/server/socket"
	"twocups/server/sockets/socketio"
	"twocups/server/sockets/socketio/engineio"
)

// server is a server that does what the official test suites of Engine.IO and Socket.IO expect.
type server struct {
	sockets  *socket.Sockets
	engineIO *engineio.Server
	socketIO *socketio.Server
}

// times are the ping times and the connect timeout of a server.
type times struct{ pingInterval, pingTimeout, connect time.Duration }

// officialTimes are the times that the official suites expect.
var officialTimes = times{300 * time.Millisecond, 200 * time.Millisecond, time.Second}

// maxPayload is the number of bytes that the official suites expect.
const maxPayload = 1_000_000

func newServer(t times) *server {
	sockets := socket.New(socket.Config{MaxMessage: maxPayload})
	engine := engineio.Config{Sockets: sockets, PingInterval: t.pingInterval, PingTimeout: t.pingTimeout, MaxPayload: maxPayload, QueueBytes: 4 * maxPayload}
	echo := engine
	echo.Accept = func(url.Values) (engineio.Join, error) {
		return func(s *engineio.Session) (engineio.Client, error) { return echoClient{s}, nil }, nil
	}
	return &server{
		sockets:  sockets,
		engineIO: engineio.New(echo),
		socketIO: socketio.New(socketio.Config{Engine: engine, Path: socketioconformance.SocketPath, Namespaces: namespaces, MaxMembers: 1, ConnectTimeout: t.connect}),
	}
}

// ServeHTTP answers a request (http.Handler).
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == socketioconformance.EnginePath {
		s.engineIO.ServeHTTP(w, r)
		return
	}
	s.socketIO.ServeHTTP(w, r)
}

// shutdown closes all sessions.
func (s *server) shutdown(ctx context.Context) error {
	return errors.Join(s.engineIO.Shutdown(ctx), s.socketIO.Shutdown(ctx), s.sockets.Shutdown(ctx))
}

// echoClient echoes the messages of a session.
type echoClient struct{ session *engineio.Session }

// Receive echoes a packet (engineio.Client).
func (c echoClient) Receive(p protocol.EnginePacket) error {
	if !c.session.Send(engineio.NewPayload(p)) {
		c.session.CloseOverfull()
	}
	return nil
}

// Remark does nothing: there is no console (engineio.Client).
func (echoClient) Remark(string) {}

// Leave does nothing (engineio.Client).
func (echoClient) Leave(string) {}

// Release does nothing (engineio.Client).
func (echoClient) Release() {}

// namespaces are the namespaces that the official suite of Socket.IO expects.
var namespaces = map[string]socketio.Namespace{
	protocol.MainNamespace: {Connected: emitAuth, Events: map[string]socketio.Handler{
		"message":          func(m *socketio.Member, e *socketio.Event) { m.Emit("message-back", e.Args, e.Attachments) },
		"message-with-ack": func(m *socketio.Member, e *socketio.Event) { m.Acknowledge(e, e.Args, e.Attachments) },
	}},
	"/custom": {Connected: emitAuth},
}

// emitAuth sends a client its credentials.
func emitAuth(m *socketio.Member, auth string) {
	if auth == "" {
		auth = "{}"
	}
	m.Emit("auth", []string{auth}, nil)
}
