// Package app is the program Two Cups: it serves the course as pages, and the sockets that the
// lessons use. Command server starts it with [Run]; tests start it with package apptest.
//
// A value walks from a flag to its package in one direction. The arguments become options,
// which are checked (options.go). The options become the Config of each package (config.go).
// The packages' New functions take the Configs.
//
// The program listens, loads the lessons, serves, and drains when its context ends, as on SIGINT
// or SIGTERM. A draining program first says so on /readyz and goes on for a while, so that a
// load balancer can find another server. Then it accepts no more connections, closes every
// WebSocket with 1001, and gives the clients a little time to answer.
//
// Operators set limits by flags, which -h lists with their reasons, and watch the program on
// /healthz, /readyz and /metrics. The log never has what learners type.
package app
