package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// How long each phase of a request may take, so that no client holds a connection
// by being slow. A WebSocket leaves them behind with its handshake, and has its
// own.
const (
	headerTime  = 5 * time.Second  // from the first byte of a request to the end of its header
	requestTime = 10 * time.Second // to the end of its body, which no page needs
	answerTime  = 60 * time.Second // until the answer is written: the module, on a slow phone
	idleTime    = 2 * time.Minute  // between two requests on a connection
	drainTime   = 10 * time.Second // from the signal to the end, whatever is open
)

// maxHeader is how many bytes the header of a request may have. The longest that a
// page sends, a handshake with a tag, takes less than one kilobyte.
const maxHeader = 16 << 10

// serve answers requests until the context ends, and then drains: it stops
// accepting, has shutdown close the WebSockets, which the HTTP server knows nothing
// of, and waits for requests under way. What isn't done after drainTime is cut,
// which the log says.
func serve(ctx context.Context, listener net.Listener, handler http.Handler, shutdown func(context.Context) error, log *slog.Logger) error {
	server := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: headerTime,
		ReadTimeout:       requestTime,
		WriteTimeout:      answerTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    maxHeader,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()

	var failed error
	select {
	case failed = <-ended:
		failed = fmt.Errorf("serving: %w", failed)
	case <-ctx.Done():
	}
	if err := drain(context.WithoutCancel(ctx), server, shutdown); err != nil {
		log.Warn("not everything ended in time", "cut", err)
	}
	if failed == nil {
		<-ended
	}
	return failed
}

func drain(ctx context.Context, server *http.Server, shutdown func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, drainTime)
	defer cancel()
	requests := make(chan error, 1)
	go func() { requests <- server.Shutdown(ctx) }() // its first act is to stop accepting
	err := shutdown(ctx)
	if late := <-requests; late != nil {
		err = errors.Join(err, late, server.Close())
	}
	return err
}
