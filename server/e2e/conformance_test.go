package e2e

import (
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/server/proof/conformance"
	"twocups/server/socket"
)

// The whole program passes each case of the suite as strictly as the echo alone. The program
// adds limits and metrics to the echo.
func TestTheProgramConforms(t *testing.T) {
	server := conformance.Server{URL: strings.Replace(twocups.Start(t), "http", "ws", 1) + play.EchoPath}
	results, err := server.Run(t.Context(), conformance.Groups(socket.Defaults().MaxMessage))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range results {
		if r.Verdict != conformance.Strict {
			t.Errorf("%v: %v: %v", r.Case, r.Verdict, r.Err)
		}
	}
}
