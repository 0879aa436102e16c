// Package clients tests the server's sockets with the clients of other Go libraries. "make test" runs
// the tests. They are in this module because only this module requires the libraries.
//
// A client that sends too much must learn why its connection ends, even if it reads nothing before it
// has sent everything.
package clients
