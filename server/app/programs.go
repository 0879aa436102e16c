package app

import (
	"net/http"
	"strings"

	"twocups/lessons/programs/chat"
	"twocups/lessons/programs/files"
	"twocups/lessons/programs/game"
	"twocups/lessons/programs/push"
	"twocups/lessons/programs/together"
	"twocups/lessons/programs/trouble"
	"twocups/server/instance"
	"twocups/server/metrics"
	"twocups/server/socket"
)

// programTable has a row for each program that several clients share. A new program needs a folder in
// lessons/programs and a row here.
var programTable = []struct {
	path   string
	start  instance.Start
	rate   int                                    // messages a second that a member's page sends by itself; 0: only people send messages
	all    int                                    // the same for the pages of all members of an instance
	http   func(*instance.Instances) http.Handler // the handler for the paths below path; nil: none
	stream string                                 // the path whose answers last; "": none
}{
	{chat.Path, chat.New, 0, 0, nil, ""},
	{files.Path, files.New, files.Messages, files.InstanceMessages, nil, ""},
	{game.Path, game.New, 0, 0, nil, ""},
	{push.Path, push.New, 0, 0, push.Handler, push.EventsPath},
	{together.Path, together.New, 0, 0, nil, ""},
	{trouble.Path, trouble.New, 0, 0, nil, ""},
}

// programs are the instances of each shared program, in the order of programTable.
type programs []*instance.Instances

func newPrograms(config instance.Config) programs {
	var all programs
	for _, program := range programTable {
		config := config
		config.Rate, config.Burst = max(config.Rate, program.rate), max(config.Burst, 2*program.rate)
		config.InstanceRate, config.InstanceBurst = max(config.InstanceRate, program.all), max(config.InstanceBurst, 2*program.all)
		all = append(all, instance.New(config, program.start))
	}
	return all
}

// mount registers the handler of each program at its path.
func (p programs) mount(mux *http.ServeMux, sockets *socket.Sockets) {
	for i, program := range programTable {
		mux.Handle(program.path, p[i].Handler(sockets))
		if program.http != nil {
			mux.Handle(program.path+"/", program.http(p[i]))
		}
	}
}

// figures adds the figures of the programs.
func (p programs) figures(m *metrics.Metrics) {
	for i, program := range programTable {
		m.Instances(strings.TrimPrefix(program.path, "/"), p[i].Figures)
	}
}

// programPaths returns the paths of all programs.
func programPaths() (paths []string) {
	for _, program := range programTable {
		paths = append(paths, program.path)
	}
	return paths
}
