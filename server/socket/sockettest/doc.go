// Package sockettest gives tests a server with sockets, and clients for it. Tests in all
// packages with sockets use it: over
// TCP with [Serve] and [Dial], by hand with [Handshake], and over pipes, whose time
// testing/synctest can run, with [ServePipes].
package sockettest
