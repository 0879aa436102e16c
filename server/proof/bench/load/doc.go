// Package load speaks to a server over many connections at once, and measures how
// well it keeps up.
//
// A [Fleet] is a number of connections to one server. [Dial] opens them one after
// the other, with the opening handshake and whatever else the [Protocol] has two
// ends say to each other before the first message. From then on one thread serves
// them all: it waits for the connections that have something to read, reads, splits
// what it read into messages, and writes. What it writes was framed and masked
// beforehand. So the load costs the machine as little as it can, for the server that
// is measured runs on the same one.
//
// [Fleet.Echo] keeps every connection busy, [Fleet.Latency] sends at a fixed rate,
// and [Fleet.Broadcast] has one connection speak to all others. Each of them measures
// after a time to warm up, and leaves the fleet as it found it: nothing on its way.
// A fleet belongs to one goroutine.
//
// What is measured is the server's own time on the processors, which a [Meter] tells;
// the clock on the wall is read too, but much of what it shows is this program.
package load
