package metrics

import (
	"github.com/prometheus/client_golang/prometheus"

	"twocups/server/instance"
)

// Instances adds the figures of a program's instances. Their label "program" has the name of the
// program, which is one word.
func (m *Metrics) Instances(program string, figures func() instance.Figures) {
	describe := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, nil, prometheus.Labels{"program": program})
	}
	m.registry.MustRegister(&instances{
		figures: figures,
		running: describe("instances", "Instances of a program, including those that wait for members."),
		members: describe("instance_members", "Members of all instances of a program."),
		refused: describe("instance_members_refused_total", "Clients refused because an instance had too many members, or the program too many instances."),
	})
}

// instances collects the figures of one program's instances (prometheus.Collector).
type instances struct {
	figures                   func() instance.Figures
	running, members, refused *prometheus.Desc
}

// Describe sends the descriptions of the figures (prometheus.Collector).
func (i *instances) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{i.running, i.members, i.refused} {
		to <- d
	}
}

// Collect reads the figures once and sends them (prometheus.Collector).
func (i *instances) Collect(to chan<- prometheus.Metric) {
	now := i.figures()
	to <- prometheus.MustNewConstMetric(i.running, prometheus.GaugeValue, float64(now.Running))
	to <- prometheus.MustNewConstMetric(i.members, prometheus.GaugeValue, float64(now.Members))
	to <- prometheus.MustNewConstMetric(i.refused, prometheus.CounterValue, float64(now.Refused))
}
