// Package metrics collects the figures of the program and serves them in the format of
// Prometheus. Package app adds the figures and mounts the handler at [Path].
//
// [New] returns the figures of Go and of the process. [Metrics.Count] wraps a handler and counts
// its requests by route and status code. [Metrics.Gauge] and [Metrics.Counter] add a figure that
// another package counts. [Metrics.Sockets] adds all figures of sockets, and [Metrics.Instances]
// adds all figures of a shared program. [Metrics.Handler] reads the figures when it answers a
// request. Between requests the figures cost nothing.
//
// A client never chooses the value of a label. The label "route" has the pattern of a handler, and
// not the path of a request. So the number of time series depends on the program's routes and
// status codes, and not on the requests of strangers.
package metrics
