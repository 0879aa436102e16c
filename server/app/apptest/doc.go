// Package apptest runs the whole program within a test. The tests of package app and the
// end-to-end tests use it.
//
// [Run.Launch] starts the program on a free port of the loopback address and waits until its
// lessons are loaded. A [Program] knows its address and what it has printed, and stops when
// the test ends.
package apptest
