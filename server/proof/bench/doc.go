// Command bench compares the speed and the memory of Two Cups with other WebSocket servers.
// Developers run it with "make bench-socket". Each server runs in a process of its own, and
// all of them run on the same machine as this program.
//
// A [scenario] is a task for the servers: to echo messages of one size on many connections,
// to echo messages at a fixed rate, to hold idle connections, or to broadcast messages to a
// thousand members of a room. A round measures every server in every scenario. The program
// measures several rounds, so that other work of the machine affects all servers equally.
// The report has the median of the rounds, with the least and the greatest value.
//
// The main figure is the server's CPU time for a message, which the program reads from /proc.
// The number of messages a second says less about a server, because this program often limits
// this number. The report also gives each figure as a multiple of the figure of Two Cups in the same
// round. A peer with 1.3 takes 1.3 times as long as Two Cups.
//
// The servers in Go are in peer/, and the servers for Node are in npm/. The client is in load/.
// The package in process/ starts the servers and reads /proc. All of them are a module of
// their own, so that Two Cups doesn't depend on the peers.
package main
