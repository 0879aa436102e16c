// Package sockettest gives tests a server with sockets, and clients for it. The tests of all
// packages with sockets use it. [Serve] and [Dial] use TCP, and [Handshake] returns a
// connection for frames that no client sends. [ServePipes] uses pipes, for tests in a bubble of
// testing/synctest. [ReserveAddress] keeps an address for a program that ends and starts again.
package sockettest
