// Package proxies tests the program behind real reverse proxies: nginx, HAProxy and the Apache
// HTTP server. Operators put one of these proxies in front of the program; "make proof" runs the
// tests.
//
// Each proxy runs as a child process on the loopback address. Its configuration is in testdata, and
// follows the operator's guide. Each test connects to the program only through the proxy. Some tests
// edit the configuration, and check that a page opens its WebSocket in a real browser, or that the
// page and the log name the line to change.
package proxies
