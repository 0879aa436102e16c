//go:build proof

package fairness

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	"twocups/server/app/apptest"
)

const (
	attackTime = 4 * time.Second // of one kind
	mallory    = "127.0.0.2"     // the address of the hostile clients
)

func TestThirtyClientsAreServedBesideHostileOnes(t *testing.T) {
	t.Run("without hostile clients", func(t *testing.T) { learnBeside(t, start(t), func(ctx context.Context, a *attacker) { <-ctx.Done() }) })
	for _, attack := range attacks {
		t.Run(attack.name, func(t *testing.T) { learnBeside(t, start(t), attack.run) })
	}
}

// learnBeside runs the learners beside an attack.
func learnBeside(t *testing.T, s *server, attack func(ctx context.Context, a *attacker)) {
	ctx, cancel := context.WithCancel(t.Context()) // without a deadline, at which dials would fail before it ends
	defer time.AfterFunc(attackTime, cancel).Stop()
	defer cancel()
	a := &attacker{server: s, from: mallory}
	l := &learners{server: s, waits: map[string][]time.Duration{}}
	var running sync.WaitGroup
	running.Go(func() { attack(ctx, a) })
	l.run(ctx)
	running.Wait()
	t.Logf("%d connections opened, %d refused, %d messages or requests sent", a.opened.Load(), a.refused.Load(), a.sent.Load())
	t.Logf("%d MB resident at most", s.peak(t)>>20)
	l.report(t)
}

// The streams come over few connections of HTTP/2, which browsers speak over TLS only.
func TestThirtyClientsAreServedBesideManyStreamsOfHTTP2(t *testing.T) {
	issuer := apptest.NewIssuer(t)
	s := start(t, issuer.Flags()...)
	s.tls = issuer.ClientConfig()
	learnBeside(t, s, openStreams)
}

// openStreams opens 3,840 streams of events over 16 connections.
func openStreams(ctx context.Context, a *attacker) {
	var open sync.WaitGroup
	for range 16 {
		client, closeIdle := a.http(1)
		client.Timeout = 0
		defer closeIdle()
		for range 4 {
			key := newKey()
			watcher, _, err := a.server.upgrade(ctx, a.from, "/push?instance="+key)
			if err != nil {
				a.refused.Add(1)
				continue
			}
			defer watcher.Close()
			for range 60 {
				open.Go(func() { a.request(ctx, client, http.MethodGet, "/push/events?instance="+key, nil) })
			}
		}
	}
	<-ctx.Done()
	open.Wait()
}
