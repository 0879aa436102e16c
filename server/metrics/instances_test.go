package metrics_test

import (
	"testing"

	"twocups/server/instance"
	"twocups/server/metrics"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// idle is a program that does nothing.
type idle struct{}

func (idle) Joined(*socket.Conn)                  {}
func (idle) Message(*socket.Conn, socket.Message) {}
func (idle) Left(*socket.Conn)                    {}

func TestInstancesAreCountedByTheirProgram(t *testing.T) {
	echoes := instance.New(instance.Config{MaxMembers: 1}, func(instance.After, instance.Hold) instance.Program { return idle{} })
	m := metrics.New()
	m.Instances("echo", echoes.Figures)
	url := sockettest.Serve(t, echoes.Handler(socket.New(sockettest.Patient(socket.Config{})))) + "?instance=AAAAAAAAAAAAAAAAAAAAAA"
	sockettest.Dial(t, url)
	sockettest.ReadClose(t, sockettest.Dial(t, url)) // the second is one too many
	expect(t, figures(t, m),
		`twocups_instances{program="echo"} 1`,
		`twocups_instance_members{program="echo"} 1`,
		`twocups_instance_members_refused_total{program="echo"} 1`,
	)
	expectWellNamed(t, m)
}
