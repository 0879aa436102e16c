package e2e

// The paths of the lessons that the tests visit.
const (
	eventsLesson     = "/lessons/event-driven-programming" // most of the programs
	websocketsLesson = "/lessons/what-websockets-are"      // most of the ws blocks
	comparisonLesson = "/lessons/http-against-websocket"
	handshakeLesson  = "/lessons/the-opening-handshake"
	framesLesson     = "/lessons/messages-and-frames"
	closingLesson    = "/lessons/the-closing-handshake"
	serverLesson     = "/lessons/a-server-of-your-own"
	socketIOLesson   = "/lessons/socket-io"
	filesLesson      = "/lessons/files"
	chatLesson       = "/lessons/chat"
	gameLesson       = "/lessons/game"
	pushLesson       = "/lessons/push"
	togetherLesson   = "/lessons/together"
	troubleLesson    = "/lessons/when-it-goes-wrong"
)

// embedOf returns the path at which a lesson is embedded.
func embedOf(lesson string) string { return "/embed" + lesson[len("/lessons"):] }
