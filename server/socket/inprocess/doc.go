// Package inprocess makes connections inside the program, from its own clients to its own
// HTTP handlers. The raw clients of learners use it: they need no port and no address, and
// what they send can reach nothing but the handler.
//
// New returns the two ends of a connection, and Serve has an HTTP server answer at one
// of them, just as it answers what comes over TCP.
package inprocess
