// Command server serves Two Cups: the course as pages, and the sockets that its lessons use.
// Teachers and operators run it; package app does the work.
package main

import (
	"fmt"
	"os"
	"time"

	"twocups/server/app"
	"twocups/server/app/logging"
	"twocups/server/app/signals"
)

// errorTime is the time that a reader of standard error has to take the error with which the program
// ends.
const errorTime = 250 * time.Millisecond

func main() {
	if err := app.Run(signals.Context(), os.Args[1:], os.Stdout); err != nil {
		log := logging.New(logging.Config{Format: logging.Text}, os.Stderr)
		fmt.Fprintln(log.Lines, "twocups:", err)
		log.Close(errorTime)
		os.Exit(1)
	}
}
