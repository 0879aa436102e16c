// Package app is the program Two Cups: it serves the course as pages, and the sockets that
// its lessons talk to. Command server starts it; tests start it with package apptest.
//
// The program listens, loads the lessons, serves, and drains when its context ends, as on
// SIGINT or SIGTERM. While it drains, /readyz says so and nobody new is let in. Every open
// WebSocket is closed with 1001, the clients get a little time to answer, and the program
// ends. An operator sets the limits by flags, which -h lists with their reasons, and
// watches the program on /healthz, /readyz and /metrics. The log never holds what learners
// type.
package app
