package main

import (
	"strings"
	"testing"

	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestPrintsALineForEachGroup(t *testing.T) {
	url := sockettest.Serve(t, echo.Handler(socket.New(socket.Config{})))
	var out strings.Builder
	err := run(t.Context(), []string{"-v", url}, &out)
	for _, group := range []string{"framing", "ping and pong", "reserved bits", "opcodes", "fragmentation",
		"UTF-8", "closing handshake", "opening handshake", "limits"} {
		if !strings.Contains(out.String(), "\n"+group+" ") {
			t.Errorf("no line for %s (the error is %v):\n%s", group, err, out.String())
		}
	}
}

func TestWrongArgumentsAreErrors(t *testing.T) {
	for _, args := range [][]string{{}, {"ws://127.0.0.1:1/", "another"}, {"http://127.0.0.1/"}, {"-limit", "many"}} {
		if err := run(t.Context(), args, new(strings.Builder)); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestALimitThatTheSuiteCannotTestIsRefused(t *testing.T) {
	for _, limit := range []string{"65535", "1048577"} {
		err := run(t.Context(), []string{"-limit", limit, "ws://127.0.0.1:1/"}, new(strings.Builder))
		if err == nil || !strings.Contains(err.Error(), "want 65536 to 1048576") {
			t.Errorf("-limit %s: the error is %v", limit, err)
		}
	}
}
