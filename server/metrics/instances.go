package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"twocups/server/instance"
)

// Instances adds the figures of a program's instances. The program, one word, tells
// them from those of others.
func (m *Metrics) Instances(program string, figures func() instance.Figures) {
	describe := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, nil, prometheus.Labels{"program": program})
	}
	m.registry.MustRegister(&instances{
		figures: figures,
		running: describe("instances", "Instances of a program, those included that wait for members."),
		members: describe("instance_members", "Members of these instances."),
		refused: describe("instance_members_refused_total", "Clients for whom an instance, or another one, had no room."),
	})
}

// instances shows figures that somebody else counts (prometheus.Collector).
type instances struct {
	figures                   func() instance.Figures
	running, members, refused *prometheus.Desc
}

// Describe says what figures there are (prometheus.Collector).
func (i *instances) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{i.running, i.members, i.refused} {
		to <- d
	}
}

// Collect asks for the figures once, and shows them (prometheus.Collector).
func (i *instances) Collect(to chan<- prometheus.Metric) {
	now := i.figures()
	to <- prometheus.MustNewConstMetric(i.running, prometheus.GaugeValue, float64(now.Running))
	to <- prometheus.MustNewConstMetric(i.members, prometheus.GaugeValue, float64(now.Members))
	to <- prometheus.MustNewConstMetric(i.refused, prometheus.CounterValue, float64(now.Refused))
}
