package main

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"twocups/lessons/play"
	"twocups/server/ask"
	"twocups/server/console"
	"twocups/server/echo"
	"twocups/server/metrics"
	"twocups/server/opening"
	"twocups/server/raw"
	"twocups/server/room"
	"twocups/server/socket"
)

// sockets are what the lessons talk to.
type sockets struct {
	teaching *socket.Sockets
	raw      *socket.Sockets // the connections that raw clients open, beside those that lead them
	inside   *http.Server    // answers the opening handshakes that learners make up
	consoles *console.Consoles
	programs programs
}

func newSockets(options options, log *slog.Logger) *sockets {
	consoles := console.New(options.consoles)
	config := options.sockets
	config.Consoles, config.Log = consoles, log
	s := &sockets{teaching: socket.New(config), consoles: consoles}
	config.MaxPerAddress = cmp.Or(config.MaxConnections, socket.Defaults().MaxConnections) // they have no addresses
	config.PingEvery, config.PongWait, config.MessageTimeout = aDay, aDay, aDay
	config.Log = nil // it has a line for who leads them, who may open hundreds in a second
	s.raw = socket.New(config)
	inside := http.NewServeMux()
	inside.Handle(play.EchoPath, s.raw.Handler(echo.Echo{}))
	s.inside = bounded(secure(bodiless(inside)), &httpLog{log: log})
	s.programs = newPrograms(options.programs, log)
	return s
}

// aDay is how long a raw client may stay silent, in the middle of a message as well: for as long as the learner who leads
// it. Their own connection is pinged as ever, and the raw client's ends with it.
const aDay = 24 * time.Hour

// mount puts each socket at its path.
func (s *sockets) mount(mux *http.ServeMux) {
	mux.Handle(play.EchoPath, s.teaching.Handler(echo.Echo{}))
	mux.Handle(play.RoomPath, room.New().Handler(s.teaching))
	mux.Handle(play.AskPath, s.teaching.Handler(ask.New()))
	mux.Handle(play.RawPath, s.teaching.Handler(raw.New(s.raw.Handler(echo.Echo{}))))
	mux.Handle(play.OpeningPath, s.teaching.Handler(opening.New(s.inside)))
	s.programs.mount(mux, s.teaching)
	mux.Handle(play.ConsolePath, s.consoles.Handler())
}

// figures adds what the sockets count.
func (s *sockets) figures(m *metrics.Metrics) {
	m.Sockets("lesson", s.teaching.Figures)
	m.Sockets("raw", s.raw.Figures)
	m.Sockets("console", s.consoles.Figures)
	s.programs.figures(m)
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
	raw := make(chan error, 1)
	go func() { raw <- s.raw.Shutdown(teaching) }()
	err := errors.Join(s.teaching.Shutdown(teaching), <-raw)
	return errors.Join(err, s.consoles.Shutdown(ctx))
}
