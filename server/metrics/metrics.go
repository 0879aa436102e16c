package metrics

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// namespace starts the name of every figure of ours.
const namespace = "twocups"

// Path is where the figures are served.
const Path = "/metrics"

// Metrics are the figures of one program.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
}

// New returns the figures of Go and of the process, and no requests yet.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace,
			Name:      "http_requests_total",
			Help:      "HTTP requests answered, by the pattern of their route and the status; 101 has become a WebSocket.",
		}, []string{"route", "code"}),
	}
	m.registry.MustRegister(
		m.requests,
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		collectors.NewBuildInfoCollector(),
	)
	return m
}

// Handler shows the figures.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{EnableOpenMetrics: true})
}

// Gauge adds a figure that rises and falls. The name comes without "twocups_"; the
// value is asked for by several goroutines at the same time.
func (m *Metrics) Gauge(name, help string, value func() int) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(
		prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help},
		func() float64 { return float64(value()) },
	))
}

// Counter adds a figure that only rises; its name ends with "_total".
func (m *Metrics) Counter(name, help string, value func() int) {
	m.registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help},
		func() float64 { return float64(value()) },
	))
}
