// Package proxies plays the program behind real reverse proxies: nginx, HAProxy and the
// Apache HTTP server. An operator puts one of them in front of the program, and "make
// proof" runs these tests.
//
// Each proxy runs as a child process on the loopback address, with the configuration in
// testdata, which is what the operator's guide tells an operator to write. Each test then
// speaks with the program through the proxy only.
package proxies
