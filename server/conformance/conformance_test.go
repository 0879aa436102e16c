package conformance_test

import (
	"fmt"
	"testing"
	"time"

	"twocups/server/conformance"
	"twocups/server/echo"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// maxMessage is the limit of the echo that is tested: the server's default.
const maxMessage = 64 << 10

// strict has an echo wait for ever for the client's half of the closing handshake, so that one that
// waits where it must not is found out.
var strict = socket.Config{MaxMessage: maxMessage, CloseWait: time.Hour}

func TestTheEchoConforms(t *testing.T) {
	url := sockettest.Serve(t, socket.New(strict).Handler(echo.Echo{})) + "/echo"
	play(t, conformance.Server{URL: url})
}

// play plays the suite, prints it as a list, and makes each case a subtest.
func play(t *testing.T, server conformance.Server) {
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
