package conformance_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/server/proof/conformance"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

// maxMessage is the limit of the echo that is tested: the server's default.
const maxMessage = 64 << 10

// strict makes the echo wait for an hour for the client's half of the closing handshake. An echo
// that waits when it must not wait then fails its case.
var strict = socket.Config{MaxMessage: maxMessage, CloseWait: time.Hour}

func TestTheEchoConforms(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(strict))) + "/echo"
	playAll(t, conformance.Server{URL: url})
}

func TestTheEchoConformsWithTheGreatestLimit(t *testing.T) {
	config := strict
	config.MaxMessage = conformance.MaxLimit
	url := sockettest.Serve(t, echo.Handler(socket.New(config))) + "/echo"
	groups := conformance.Groups(conformance.MaxLimit)
	results, err := conformance.Server{URL: url}.Run(t.Context(), groups[len(groups)-1:]) // limits
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Verdict != conformance.Strict {
			t.Errorf("%s: %s: %v", r.Case, r.Verdict, r.Err)
		}
	}
}

// A watched connection uses more code than another connection: a tap receives its bytes.
func TestAWatchedEchoConforms(t *testing.T) {
	config := strict
	config.Consoles = watchers{}
	url := sockettest.Serve(t, echo.Handler(socket.New(config))) + "/echo?"
	playAll(t, conformance.Server{URL: url + play.Tag{Console: "c", Block: "b", Attempt: 1}.Query()})
}

// watchers attaches a watcher to every connection. The watcher ignores all that it receives.
type watchers struct{}

func (watchers) Attach(play.Tag) (socket.Watcher, error) { return watcher{}, nil }

type watcher struct{}

func (watcher) Report(play.Event)       {}
func (watcher) Detach()                 {}
func (watcher) Handshake(*http.Request) {}
func (watcher) Received([]byte)         {}
func (watcher) Sent([]byte)             {}

var _ socket.Tap = watcher{}

// playAll plays the suite, prints it as a list, and makes each case a subtest.
func playAll(t *testing.T, server conformance.Server) {
	results, err := server.Run(t.Context(), conformance.Groups(maxMessage))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		t.Run(r.Case.Number, func(t *testing.T) {
			fmt.Fprintln(t.Output(), r.Case)
			if r.Verdict != conformance.Strict {
				t.Errorf("%s: %v", r.Verdict, r.Err)
			}
		})
	}
}
