package app

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"twocups/lessons/play"
	"twocups/server/app/logging"
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

// sockets are what the lessons talk to.
type sockets struct {
	teaching *socket.Sockets
	raw      *socket.Sockets // the connections that raw clients open, beside those that lead them
	inside   *http.Server    // answers the opening handshakes that learners make up
	consoles *console.Consoles
	programs programs
	socketIO *socketio.Server // its WebSockets are teaching ones
	scales   *bytecount.Scales
}

func newSockets(config config, log *slog.Logger) *sockets {
	consoles := console.New(config.consoles)
	weighing := bytecount.New()
	watchers := watchers{consoles, weighing}
	config.sockets.Consoles, config.raw.Consoles = watchers, watchers
	s := &sockets{teaching: socket.New(config.sockets), raw: socket.New(config.raw), consoles: consoles, scales: weighing}
	config.socketIO.Sockets, config.socketIO.Consoles = s.teaching, consoles
	s.socketIO = socketio.New(config.socketIO)
	inside := http.NewServeMux()
	inside.Handle(play.EchoPath, s.raw.Handler(echo.Echo{}))
	s.inside = newHTTPServer(secure(refuseBodies(inside)), logging.NewHTTPErrors(log))
	s.programs = newPrograms(config.programs)
	return s
}

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

// mount puts each socket at its path.
func (s *sockets) mount(mux *http.ServeMux) {
	mux.Handle(play.EchoPath, s.teaching.Handler(echo.Echo{}))
	mux.Handle(play.RoomPath, room.New().Handler(s.teaching))
	mux.Handle(play.AskPath, s.teaching.Handler(command.New()))
	mux.Handle(play.RawPath, s.teaching.Handler(rawframe.New(s.raw.Handler(echo.Echo{}))))
	mux.Handle(play.OpeningPath, s.teaching.Handler(rawhandshake.New(s.inside)))
	s.programs.mount(mux, s.teaching)
	mux.Handle(socketio.Path, s.socketIO)
	mux.Handle(play.BothPath, s.teaching.Handler(fullduplex.New()))
	mux.Handle(play.ConsolePath, s.consoles.Handler())
	s.scales.Mount(mux, s.teaching)
}

// figures adds what the sockets count.
func (s *sockets) figures(m *metrics.Metrics) {
	m.Sockets("lesson", s.teaching.Figures)
	m.Sockets("raw", s.raw.Figures)
	m.Sockets("console", s.consoles.Figures)
	s.programs.figures(m)
	m.Gauge("socketio_sessions", "Sessions of Socket.IO that are open, those that poll included.", func() int { return s.socketIO.Figures().Open })
	m.Counter("socketio_sessions_total", "Sessions of Socket.IO that began.", func() int { return int(s.socketIO.Figures().Opened) })
	m.Counter("socketio_refused_total", "Sessions of Socket.IO that were refused for want of room.", func() int { return s.socketIO.Figures().RefusedInAll() })
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
