// Package fairness tests the whole server under attack. "make proof" runs these tests, which take
// a few minutes and need two processors.
//
// The tests build the program and run it as a process of its own, because a test that shares the
// garbage collector with the server can't measure the server. Clients bind to addresses of the
// loopback network, 127.0.0.0/8, so the server sees an address for each of them.
//
// Two tests let hostile clients of one address do one kind of harm at a time, beside thirty learners
// with other addresses. They print how long the learners waited, and fail if the server refused a
// learner or closed its connection. A third test lets hostile clients of several addresses fill the
// memory, and fails if the process becomes larger than it may.
package fairness
