// Package inprocess makes connections inside the program, from its own clients to its own
// HTTP handlers. Packages rawframe and rawhandshake use it for the raw clients of learners: a
// raw client needs no port and no address, and can reach nothing but the handler.
//
// [New] returns the two ends of a connection. [Serve] has an HTTP server serve one of the ends,
// as it serves a TCP connection.
package inprocess
