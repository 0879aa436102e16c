package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"twocups/lessons/play"
	"twocups/server/console"
	"twocups/server/metrics"
	"twocups/server/socket"
	"twocups/server/sockets/bytecount"
	"twocups/server/sockets/command"
	"twocups/server/sockets/echo"
	"twocups/server/sockets/fullduplex"
	"twocups/server/sockets/rawframe"
	"twocups/server/sockets/rawhandshake"
	"twocups/server/sockets/room"
	"twocups/server/sockets/socketio"
)

// table has a row for each socket: a new one is a folder in server/sockets and a row here.
// From it come the routes, the answers that iframes on other sites may read, and the
// requests that may have a body; a test holds the author's guide against it.
var table = []struct {
	paths   []string // where the socket is; the first is the one that clients connect to
	handler func(s *sockets) http.Handler
	body    func(length int64) bool // whether a request may have a body of so many bytes, -1: unknown; nil: it may have none
}{
	{[]string{echo.Path}, func(s *sockets) http.Handler { return echo.Handler(s.teaching) }, nil},
	{[]string{room.Path}, func(s *sockets) http.Handler { return room.Handler(s.teaching) }, nil},
	{[]string{command.Path}, func(s *sockets) http.Handler { return command.Handler(s.teaching) }, nil},
	{[]string{fullduplex.Path}, func(s *sockets) http.Handler { return fullduplex.Handler(s.teaching) }, nil},
	{[]string{rawframe.Path}, func(s *sockets) http.Handler { return rawframe.Handler(s.teaching, echo.Handler(s.raw)) }, nil},
	{[]string{rawhandshake.Path}, func(s *sockets) http.Handler { return rawhandshake.Handler(s.teaching, s.inside) }, nil},
	{[]string{bytecount.Path, bytecount.HTTPPath, bytecount.WebSocketPath}, func(s *sockets) http.Handler { return s.counters.Handler(s.teaching) }, bytecount.TakesBody},
	{[]string{socketio.Path}, func(s *sockets) http.Handler { return s.socketIO }, socketio.TakesBody},
	{[]string{console.Path}, func(s *sockets) http.Handler { return s.consoles.Handler() }, nil},
}

// socketPaths returns the paths of all sockets.
func socketPaths() (paths []string) {
	for _, row := range table {
		paths = append(paths, row.paths...)
	}
	return paths
}

// mayHaveBody says whether a request may have the body that it has.
func mayHaveBody(r *http.Request) bool {
	for _, row := range table {
		if row.body != nil && slices.Contains(row.paths, r.URL.Path) {
			return row.body(r.ContentLength)
		}
	}
	return false
}

// sockets are what the lessons talk to.
type sockets struct {
	teaching *socket.Sockets
	raw      *socket.Sockets // the connections that raw clients open, beside those that lead them
	inside   *http.Server    // answers the opening handshakes that learners make up
	consoles *console.Consoles
	programs programs
	socketIO *socketio.Server // its WebSockets are teaching ones
	counters *bytecount.Counters
}

func newSockets(options options, log *slog.Logger) *sockets {
	consoles := console.New(options.consoles)
	config := options.sockets
	counters := bytecount.New()
	config.Consoles, config.Log = watchers{consoles, counters}, log
	s := &sockets{teaching: socket.New(config), consoles: consoles, counters: counters}
	s.socketIO = socketio.New(s.socketIOConfig(options, log))
	config.MaxConnections = options.maxRaw
	config.MaxPerAddress = max(1, options.maxRaw/2) // the learner's, in whose name they are opened
	config.PingEvery, config.PongWait, config.MessageTimeout = aDay, aDay, aDay
	config.Log = nil // it has a line for who leads them, who may open hundreds in a second
	s.raw = socket.New(config)
	inside := http.NewServeMux()
	inside.Handle(echo.Path, echo.Handler(s.raw))
	s.inside = bounded(secure(bodiless(inside)), &httpLog{log: log})
	s.programs = newPrograms(options.programs, log)
	return s
}

// socketIOConfig returns the limits of Socket.IO. Where a flag for WebSockets means the
// same, it counts here too.
func (s *sockets) socketIOConfig(options options, log *slog.Logger) socketio.Config {
	config := options.socketIO
	config.Sockets, config.Consoles, config.Log = s.teaching, s.consoles, log
	config.Bundle = bundle(options.static)
	config.MaxPayload = options.sockets.MaxMessage
	config.MaxPerAddress, config.MaxMembers = options.sockets.MaxPerAddress, options.programs.MaxMembers
	config.PacketRate, config.PacketBurst = options.sockets.FrameRate, options.sockets.FrameBurst
	config.PingInterval = options.sockets.PingEvery
	config.PingTimeout = options.sockets.PongWait - options.sockets.PingEvery
	config.WriteTimeout, config.CloseWait = options.sockets.WriteTimeout, options.sockets.CloseWait
	return config
}

// aDay is how long a raw client may stay silent, in the middle of a message as well: for as long as the learner who leads
// it. Their own connection is pinged as ever, and the raw client's ends with it.
const aDay = 24 * time.Hour

// watchers are all that may watch a connection, of which one does.
type watchers []socket.Consoles

// Attach asks one after the other (socket.Consoles).
func (all watchers) Attach(tag play.Tag) (socket.Watcher, error) {
	for _, some := range all {
		if w, err := some.Attach(tag); w != nil || err != nil {
			return w, err
		}
	}
	return nil, nil
}

// mount puts each socket and each program at its path.
func (s *sockets) mount(mux *http.ServeMux) {
	for _, row := range table {
		handler := row.handler(s)
		for _, path := range row.paths {
			mux.Handle(path, handler)
		}
	}
	s.programs.mount(mux, s.teaching)
}

// figures adds what the sockets count.
func (s *sockets) figures(m *metrics.Metrics) {
	m.Sockets("lesson", s.teaching.Figures)
	m.Sockets("raw", s.raw.Figures)
	m.Sockets("console", s.consoles.Figures)
	s.programs.figures(m)
	m.Gauge("socketio_sessions", "Sessions of Socket.IO that are open, those that poll included.", func() int { return s.socketIO.Figures().Open })
	m.Counter("socketio_sessions_total", "Sessions of Socket.IO that began.", func() int { return int(s.socketIO.Figures().Opened) })
	m.Counter("socketio_refused_total", "Sessions of Socket.IO that were refused because the server, an address or an instance was full.", func() int { return s.socketIO.Figures().RefusedInAll() })
}

// shutdown closes the sockets, and then the consoles, so that a page still hears
// how its connections ended. A client that does not answer must not use up the time of
// the consoles: a quarter of it is theirs.
func (s *sockets) shutdown(ctx context.Context) error {
	teaching, cancel := ctx, context.CancelFunc(func() {})
	if end, ok := ctx.Deadline(); ok {
		teaching, cancel = context.WithDeadline(ctx, end.Add(-time.Until(end)/4))
	}
	defer cancel()
	others := make(chan error, 2)
	go func() { others <- s.raw.Shutdown(teaching) }()
	go func() { others <- s.socketIO.Shutdown(teaching) }()
	err := errors.Join(s.teaching.Shutdown(teaching), <-others, <-others)
	return errors.Join(err, s.consoles.Shutdown(ctx))
}
