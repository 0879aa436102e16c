package app

import (
	"net/http"

	"twocups/lessons/play"
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

// shared are the programs that several clients share: the server's parts of those in
// the folders of lessons.
var shared = []struct {
	name, path string
	start      instance.Start
	rate       int // messages a second that a member needs, where it is no hands that send them
}{
	{"chat", play.ChatPath, chat.New, 0},
	{"files", files.Path, files.New, files.Messages},
	{"game", play.GamePath, game.New, 0},
	{"push", play.PushPath, push.New, 0},
	{"together", play.TogetherPath, together.New, 0},
	{"trouble", trouble.Path, trouble.New, 0},
}

// programs are the instances of each of them, in the same order.
type programs []*instance.Instances

func newPrograms(config instance.Config) programs {
	var all programs
	for _, program := range shared {
		config := config
		config.Rate, config.Burst = max(config.Rate, program.rate), max(config.Burst, 2*program.rate)
		all = append(all, instance.New(config, program.start))
	}
	return all
}

// mount puts each program at its path.
func (p programs) mount(mux *http.ServeMux, sockets *socket.Sockets) {
	for i, program := range shared {
		mux.Handle(program.path, p[i].Handler(sockets))
		if program.path == play.PushPath { // which is there without a WebSocket as well
			others := push.HTTP{Matches: p[i]}
			mux.HandleFunc("GET "+program.path+"/latest", others.Latest)
			mux.HandleFunc("GET "+program.path+"/events", others.Events)
		}
	}
}

// figures adds what the programs count.
func (p programs) figures(m *metrics.Metrics) {
	for i, program := range shared {
		m.Instances(program.name, p[i].Figures)
	}
}

// programPaths returns where the programs are.
func programPaths() (paths []string) {
	for _, program := range shared {
		paths = append(paths, program.path)
	}
	return paths
}
