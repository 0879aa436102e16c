package metrics

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// namespace is the beginning of the name of every figure that is not of Go or the process.
const namespace = "twocups"

// Path is where the figures are served.
const Path = "/metrics"

// Metrics are the figures of one program.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
}

// New returns the figures of Go and of the process, and a count of requests, which starts at zero.
func New() *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace,
			Name:      "http_requests_total",
			Help:      "HTTP requests answered, by the pattern of their route and the status code; a request with 101 has become a WebSocket.",
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

// Handler returns the handler that serves the figures.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{EnableOpenMetrics: true})
}

// Gauge adds a figure that rises and falls. The name lacks its beginning, "twocups_". Several
// goroutines may call value at the same time.
func (m *Metrics) Gauge(name, help string, value func() int) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(
		prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help},
		func() float64 { return float64(value()) },
	))
}

// Counter adds a figure that only rises, as Gauge does. Its name ends with "_total".
func (m *Metrics) Counter(name, help string, value func() int) {
	m.registry.MustRegister(prometheus.NewCounterFunc(
		prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help},
		func() float64 { return float64(value()) },
	))
}
