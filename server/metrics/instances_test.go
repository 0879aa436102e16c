package metrics_test

import (
	"testing"

	"twocups/server/instance"
	"twocups/server/metrics"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestInstancesAreCountedByTheirProgram(t *testing.T) {
	echoes := instance.New(instance.Config{MaxMembers: 1}, func(instance.After) socket.Behaviour { return echo.Echo{} })
	m := metrics.New()
	m.Instances("echo", echoes.Figures)
	url := sockettest.Serve(t, echoes.Handler(socket.New(socket.Config{}))) + "?instance=AAAAAAAAAAAAAAAAAAAAAA"
	sockettest.Dial(t, url)
	sockettest.ReadClose(t, sockettest.Dial(t, url)) // the second is one too many
	expect(t, figures(t, m),
		`twocups_instances{program="echo"} 1`,
		`twocups_instance_members{program="echo"} 1`,
		`twocups_instance_members_refused_total{program="echo"} 1`,
	)
	expectWellNamed(t, m)
}
