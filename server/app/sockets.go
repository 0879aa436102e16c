package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"twocups/lessons/play"
	"twocups/server/app/logging"
	"twocups/server/console"
	"twocups/server/limit/memory"
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

// socketTable has a row for each socket. A new socket needs a folder in server/sockets and a row
// here. The table determines the routes, the answers that iframes on other sites may read, the
// requests that may have a body, and the requests that may wait long for their answer. A test
// compares the author's guide with the table.
var socketTable = []struct {
	paths   []string // the first is the path of the WebSocket
	handler func(s *sockets) http.Handler
	body    func(length int64) bool // whether a request may have a body of this length (-1: unknown); nil: no request may have a body
	waits   bool                    // whether a request may wait for its answer
}{
	{[]string{echo.Path}, func(s *sockets) http.Handler { return echo.Handler(s.teaching) }, nil, false},
	{[]string{room.Path}, func(s *sockets) http.Handler { return room.Handler(s.teaching) }, nil, false},
	{[]string{command.Path}, func(s *sockets) http.Handler { return command.Handler(s.teaching) }, nil, false},
	{[]string{fullduplex.Path}, func(s *sockets) http.Handler { return fullduplex.Handler(s.teaching) }, nil, false},
	{[]string{rawframe.Path}, func(s *sockets) http.Handler { return rawframe.Handler(s.teaching, echo.Handler(s.raw)) }, nil, false},
	{[]string{rawhandshake.Path}, func(s *sockets) http.Handler { return rawhandshake.Handler(s.teaching, s.inside) }, nil, false},
	{[]string{bytecount.Path, bytecount.HTTPPath, bytecount.WebSocketPath}, func(s *sockets) http.Handler { return s.counters.Handler(s.teaching) }, bytecount.TakesBody, true},
	{[]string{socketio.Path, socketio.PathWithoutSlash}, func(s *sockets) http.Handler { return s.socketIO }, socketio.TakesBody, true},
	{[]string{console.Path}, func(s *sockets) http.Handler { return s.consoles.Handler() }, nil, false},
}

// socketPaths returns the paths of all sockets.
func socketPaths() (paths []string) {
	for _, row := range socketTable {
		paths = append(paths, row.paths...)
	}
	return paths
}

// mayHaveBody reports whether socketTable allows the body of a request.
func mayHaveBody(r *http.Request) bool {
	for _, row := range socketTable {
		if row.body != nil && slices.Contains(row.paths, r.URL.Path) {
			return row.body(r.ContentLength)
		}
	}
	return false
}

// lasts reports whether a request may wait long for its answer, or for the end of its answer
// (limitlistener.Listener.Handler).
func lasts(r *http.Request) bool {
	for _, row := range socketTable {
		if row.waits && slices.Contains(row.paths, r.URL.Path) {
			return true
		}
	}
	for _, program := range programTable {
		if program.stream != "" && program.stream == r.URL.Path {
			return true
		}
	}
	return false
}

// sockets has the sockets and the programs that lessons use.
type sockets struct {
	teaching *socket.Sockets
	raw      *socket.Sockets // the connections that raw clients open; not those of the learners who control raw clients
	inside   *http.Server    // answers the opening handshakes that learners write
	consoles *console.Consoles
	programs programs
	socketIO *socketio.Server // its WebSockets count in the limits and figures of teaching
	memory   *memory.Budget   // what the clients of all of them make the server hold
	counters *bytecount.Counters
}

func newSockets(config config, log *logging.Log) *sockets {
	consoles := console.New(config.consoles)
	counters := bytecount.New()
	watchers := watchers{consoles, counters}
	config.sockets.Consoles, config.raw.Consoles = watchers, watchers
	s := &sockets{teaching: socket.New(config.sockets), raw: socket.New(config.raw), consoles: consoles, counters: counters, memory: config.memory}
	config.socketIO.Engine.Sockets, config.socketIO.Consoles = s.teaching, consoles
	s.socketIO = socketio.New(config.socketIO)
	inside := http.NewServeMux()
	inside.Handle(echo.Path, echo.Handler(s.raw))
	noLog := slog.New(slog.DiscardHandler) // learners write these requests
	s.inside = newHTTPServer(secure(refuseBodies(inside, noLog)), config.inside, logging.NewHTTPErrors(log.Strangers))
	s.programs = newPrograms(config.programs)
	return s
}

// watchers is a list of Consoles. At most one of them watches a connection.
type watchers []socket.Consoles

// Attach returns the first watcher for the tag (socket.Consoles).
func (all watchers) Attach(tag play.Tag) (socket.Watcher, error) {
	for _, consoles := range all {
		if w, err := consoles.Attach(tag); w != nil || err != nil {
			return w, err
		}
	}
	return nil, nil
}

// mount registers the handler of each socket and each program at its path.
func (s *sockets) mount(mux *http.ServeMux) {
	for _, row := range socketTable {
		handler := row.handler(s)
		for _, path := range row.paths {
			mux.Handle(path, handler)
		}
	}
	s.programs.mount(mux, s.teaching)
}

// figures adds the figures of the sockets and the programs.
func (s *sockets) figures(m *metrics.Metrics) {
	m.Sockets("lesson", s.teaching.Figures)
	m.Sockets("raw", s.raw.Figures)
	m.Sockets("console", s.consoles.Figures)
	s.programs.figures(m)
	m.Gauge("memory_used_bytes", "Memory that clients make the server hold.", func() int { return int(s.memory.Figures().Used) })
	m.Gauge("memory_bytes", "Memory that clients may make the server hold: half of -memory.", func() int { return int(s.memory.Figures().Most) })
	m.Counter("memory_given_up_total", "Clients closed because memory was short and they held most.", func() int { return int(s.memory.Figures().GaveUp) })
	m.Counter("memory_refused_total", "Clients refused because memory was short.", func() int { return int(s.memory.Figures().Refused) })
	m.Gauge("socketio_sessions", "Sessions of Socket.IO that are open, including those that poll.", func() int { return s.socketIO.Figures().Open })
	m.Counter("socketio_sessions_total", "Sessions of Socket.IO that began.", func() int { return int(s.socketIO.Figures().Opened) })
	m.Counter("socketio_evicted_total", "Sessions of Socket.IO that had to make room for others.", func() int { return int(s.socketIO.Figures().Evicted) })
	m.Counter("socketio_refused_total", "Sessions of Socket.IO that were refused because a limit was reached.", func() int { return s.socketIO.Figures().RefusedInAll() })
}

// shutdown closes the sockets first and the consoles last, so that consoles still show how the
// connections ended. The last quarter of the time is for the consoles, so that a client of a
// socket can't use up all the time by not answering.
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
