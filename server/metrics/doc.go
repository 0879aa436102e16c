// Package metrics counts what the server does and shows the figures in the format
// of Prometheus.
//
// [New] starts with the figures of Go and of the process. [Metrics.Count] is put
// around a handler and counts its requests by route and status. [Metrics.Gauge] and
// [Metrics.Counter] add a single figure that somebody else keeps, [Metrics.Sockets]
// all figures of sockets. They are read when [Metrics.Handler] is asked for them, and cost
// nothing in between.
//
// A label never holds what a client chose: a route is the pattern under which a handler was
// registered, not the path that was asked for. So the number of time series is that
// of the program's routes and statuses, whatever strangers send.
package metrics
