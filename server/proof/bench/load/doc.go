// Package load sends messages to a server over many connections, and measures the server's
// answers. Command bench uses it for each scenario.
//
// A [Fleet] is a number of connections to one server. [Dial] opens them one after the other.
// It does the opening handshake, and exchanges the first messages of the [Protocol]. From then
// on, one thread handles all connections: it waits until connections are readable, reads, splits
// the bytes into messages, and writes. The frames that it writes were made and masked before the
// measurement. The load uses little CPU time in this way, because the server that is measured
// runs on the same machine.
//
// [Fleet.Echo] keeps every connection busy, [Fleet.Latency] sends at a fixed rate, and
// [Fleet.Broadcast] sends from one connection to all others. Each of them warms up, measures,
// and then waits until no message is on its way. Only one goroutine may use a fleet.
//
// A [Meter] returns the CPU time of the server. A [Rate] also has the elapsed time, but much of
// that time is this program's own work.
package load
