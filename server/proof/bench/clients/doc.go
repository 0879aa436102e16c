// Package clients plays the clients of other Go libraries against our sockets. Its tests are part of
// "make test". They are in this module because only this module requires the libraries.
//
// A client that sends too much must learn why its connection ends, also if it reads only when it has
// sent all.
package clients
