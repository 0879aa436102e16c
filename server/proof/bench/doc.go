// Command bench compares Two Cups with other WebSocket servers, as "make bench-socket"
// runs it: each server in a process of its own, all in one go on one machine.
//
// What is asked of a server is a [scenario]: to echo messages of one size on so many
// connections, to echo them at a fixed rate and fast, to hold connections that say
// nothing, to spread a message to a thousand others. The scenarios come by turns, and
// within each of them the servers, and all of that in rounds, so that what else the
// machine does falls on everyone. Of the rounds the median counts; the least and the
// most stand beside it.
//
// The main figure is the server's own time on the processors for a message, which
// /proc tells, and not how many messages went through in a second: that is often what
// the other side, this program, can do. Each figure is given as a multiple of what Two
// Cups needs in the same round. So a peer with 1.3 takes 1.3 times as long as Two Cups.
//
// The servers in Go stand in peer/, those for Node in npm/, the client in load/, what
// /proc knows in process/. They are a module of their own, so that the peers are no
// dependencies of Two Cups.
package main
