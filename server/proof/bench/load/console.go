package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"twocups/lessons/play"
)

// perConsole is the number of connections that a console of Two Cups watches.
const perConsole = 64

// DialWatched opens n connections to Two Cups, and the consoles that watch them. The server
// sends the events of the connections to the consoles. The fleet reads the messages of the
// consoles, and doesn't count them.
func DialWatched(ctx context.Context, addr string, n int) (*Fleet, error) {
	f, err := newFleet(Plain(play.EchoPath))
	if err != nil {
		return nil, err
	}
	var tag play.Tag
	for i := range n {
		if i%perConsole == 0 {
			tag.Console, err = f.openConsole(ctx, addr, i)
		}
		if err == nil {
			tag.Block = fmt.Sprint("block-", i)
			tag.Attempt = 1
			err = f.open(ctx, addr, play.EchoPath+"?"+tag.Query(), i, false)
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("opening watched connection %d of %d: %w", i+1, n, err), f.Close())
		}
	}
	return f, nil
}

// openConsole opens a console and returns its name.
func (f *Fleet) openConsole(ctx context.Context, addr string, nth int) (string, error) {
	t, err := dial(ctx, addr, play.ConsolePath, nth)
	if err != nil {
		return "", err
	}
	m, err := t.receive()
	if err != nil {
		t.conn.Close()
		return "", fmt.Errorf("reading the console's name: %w", err)
	}
	var notice play.Notice
	if err := json.Unmarshal(m.Start, &notice); err != nil || notice.Console == "" {
		t.conn.Close()
		return "", fmt.Errorf("reading the console's name in %q: %w", m.Start, err)
	}
	return notice.Console, f.add(t, true)
}
