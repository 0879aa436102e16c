// Package apptest runs the whole program within a test. The tests of package app and the
// end-to-end tests use it.
//
// [Run.Launch] starts the program on a free port of the loopback address, and waits until the
// program has loaded its lessons. A [Program] has the address and the output, and stops when
// the test ends. [Run.Start] does the same for a test that needs the address only. An [Issuer]
// makes the certificates for a program that serves TLS.
package apptest
