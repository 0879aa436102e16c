// Package app is the program Two Cups: it serves the course as pages, and the sockets that the
// lessons use. Command server starts the program with [Run]; tests start it with package apptest.
//
// The value of a flag reaches its package in three steps. The program parses the arguments into
// options and checks them (options.go). It makes the Config of each package from the options
// (config.go). It passes each Config to the New function of its package.
//
// The program listens, loads the lessons and serves. It drains when its context ends, for example
// on SIGTERM, SIGINT or SIGHUP. At first, only /readyz answers 503 and everything else works, so
// that a load balancer can find another server. Then the program accepts no more connections,
// closes every WebSocket with 1001, and gives the clients a little time to answer.
//
// Behind reverse proxies, package forwarded restores each request as the client sent it. All limits
// and the log therefore concern the client.
//
// Operators set limits with flags, which -h lists with their reasons. They monitor the program on
// /healthz, /readyz and /metrics. The log never contains text that learners type.
package app
