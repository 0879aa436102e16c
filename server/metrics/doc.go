// Package metrics collects the figures of the program and serves them in the format of
// Prometheus. Package app adds the figures and mounts the handler at [Path].
//
// [New] starts with the figures of Go and of the process. [Metrics.Count] wraps a handler and
// counts its requests by route and status code. [Metrics.Gauge] and [Metrics.Counter] add a
// figure that another package counts, [Metrics.Sockets] adds all figures of sockets, and
// [Metrics.Instances] those of a shared program. Figures are read when [Metrics.Handler] answers a
// request, and cost nothing between requests.
//
// A label never has a value that a client chose: a route is the pattern under which a handler
// is registered, not the path of a request. So the number of time series depends on the
// program's routes and status codes, and not on what strangers send.
package metrics
