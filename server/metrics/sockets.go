package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"twocups/server/socket"
)

// Sockets adds the figures of sockets. Their label "kind" has the kind of the sockets, which is
// one word.
func (m *Metrics) Sockets(kind string, figures func() socket.Figures) {
	m.registry.MustRegister(newSockets(kind, figures))
}

// sockets collects figures that package socket counts (prometheus.Collector).
type sockets struct {
	figures func() socket.Figures

	open, opened, refused, closed   *prometheus.Desc
	receivedMessages, receivedBytes *prometheus.Desc
	sentMessages, sentBytes         *prometheus.Desc
}

func newSockets(kind string, figures func() socket.Figures) *sockets {
	describe := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, labels, prometheus.Labels{"kind": kind})
	}
	return &sockets{
		figures:          figures,
		open:             describe("connections", "WebSocket connections open."),
		opened:           describe("connections_opened_total", "WebSocket connections that became open."),
		refused:          describe("connections_refused_total", "Requests for a WebSocket that were refused, by reason. A connection that is refused with a close frame also counts as opened and closed.", "reason"),
		closed:           describe("connections_closed_total", "WebSocket connections that ended, by the close code of the first close frame; 1006 if there was none.", "code"),
		receivedMessages: describe("messages_received_total", "Messages that clients sent."),
		receivedBytes:    describe("received_bytes_total", "Bytes received over WebSockets, including the headers of frames."),
		sentMessages:     describe("messages_sent_total", "Messages that the server sent."),
		sentBytes:        describe("sent_bytes_total", "Bytes sent over WebSockets, including the headers of frames."),
	}
}

// Describe sends the descriptions of the figures (prometheus.Collector).
func (s *sockets) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{s.open, s.opened, s.refused, s.closed, s.receivedMessages, s.receivedBytes, s.sentMessages, s.sentBytes} {
		to <- d
	}
}

// Collect reads the figures once and sends them (prometheus.Collector).
func (s *sockets) Collect(to chan<- prometheus.Metric) {
	show := func(d *prometheus.Desc, kind prometheus.ValueType, value int64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, kind, float64(value), labels...)
	}
	now := s.figures()
	show(s.open, prometheus.GaugeValue, int64(now.Open))
	show(s.opened, prometheus.CounterValue, now.Opened)
	for reason, n := range now.Refused {
		show(s.refused, prometheus.CounterValue, n, reason)
	}
	for code, n := range now.Closed {
		show(s.closed, prometheus.CounterValue, n, code)
	}
	show(s.receivedMessages, prometheus.CounterValue, now.ReceivedMessages)
	show(s.receivedBytes, prometheus.CounterValue, now.ReceivedBytes)
	show(s.sentMessages, prometheus.CounterValue, now.SentMessages)
	show(s.sentBytes, prometheus.CounterValue, now.SentBytes)
}
