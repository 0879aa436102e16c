package console

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/server/socket/sockettest"
)

// A recording that reports locks its console. If the console waited for the recording while it is
// locked, both would wait for ever.
func TestAConsoleDoesNotWaitForARecordingThatReports(t *testing.T) {
	consoles := New(Config{})
	sockettest.Dial(t, sockettest.Serve(t, consoles.Handler()))
	tag := play.Tag{Block: "b", Attempt: 1}
	consoles.mu.RLock()
	for tag.Console = range consoles.byName {
	}
	consoles.mu.RUnlock()
	attach := func(tag play.Tag) *watcher {
		w, _ := consoles.Attach(tag)
		return w.(*watcher)
	}
	earlier := attach(tag)
	earlier.Handshake(httptest.NewRequest(http.MethodGet, "/echo", nil))
	earlier.Detach()

	reporting, report := make(chan struct{}), make(chan struct{})
	followed, attached := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(followed)
		earlier.recording.Follow(func(play.Wire) bool {
			close(reporting)
			<-report
			return false
		})
	}()
	<-reporting
	go func() {
		defer close(attached)
		tag.Attempt = 2
		attach(tag).Detach() // removes the earlier connection
	}()
	select {
	case <-attached:
	case <-time.After(sockettest.Timeout):
		t.Error("the console waits for the recording")
	}
	close(report)
	<-followed
	<-attached
}
