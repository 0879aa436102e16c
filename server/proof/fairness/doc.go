// Package fairness tests the whole server under attack. "make proof" runs these tests, which take
// a few minutes and need two processors.
//
// The tests build the program and run it as a process of its own, because a test that shares the
// garbage collector with the server can't measure the server. Clients bind to addresses of the
// loopback network, 127.0.0.0/8, so the server sees an address for each of them.
//
// One test lets hostile clients of one address do one kind of harm at a time, beside thirty
// well-behaved clients of other addresses. It prints how long the well-behaved clients waited, and
// fails if the server refused one of them or closed its connection. The other test lets the hostile
// clients of several addresses fill the memory, and fails if the process becomes larger than it may.
package fairness
