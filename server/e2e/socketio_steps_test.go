package e2e

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"twocups/server/course"
)

// steps over Socket.IO, of several clients, in both namespaces.
const socketIOLesson = "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\n\n" +
	"```ws name=rooms\n" +
	"alice: connect socket.io\nbob: connect socket.io\n" +
	"bob: emitWithAck join \"kitchen\"\nbob: expect ack 1\n" +
	"alice: emitWithAck say \"kitchen\", \"hi\"\nalice: expect ack 1\nbob: expect event say \"kitchen\", \"hi\"\n" +
	"bob: emit ask {\"hungry\": true}\nbob: expect event ask {\"hungry\": true}\nbob: ack \"yes\", 2\nbob: expect event answer \"yes\", 2\n" +
	"alice: disconnect\nalice: expect close 1000\nbob: disconnect\nbob: expect close 1000\n```\n\n" +
	"```ws name=elsewhere\nconnect socket.io /chat\nemit echo \"käse\"\nexpect event echo \"käse\"\ndisconnect\nexpect close 1000\n```\n\n" +
	"```ws name=thrown-out\nconnect socket.io\nemitWithAck goodbye\nexpect ack\nexpect close 1000\n```\n"

func TestSocketIOBlocksArePlayedAndRecorded(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "01-mine.md"), []byte(socketIOLesson), 0o600); err != nil {
		t.Fatal(err)
	}
	s := stage{files: os.DirFS(folder), folder: folder, update: true}
	s.play(t)
	s.update = false
	s.play(t) // which finds what was recorded
	if faults := course.Load(s.files).AllFaults(); len(faults) > 0 {
		t.Error(faults)
	}
}

func TestANamespaceThatIsNoneFailsTheConnect(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	p := newPage(t, program.Start(t), "nowhere", nil)
	if faults := p.player.Rewrite("connect socket.io /nowhere"); len(faults) > 0 {
		t.Fatal(faults)
	}
	p.watch(ctx)
	p.player.Run()
	p.until(ctx, func() bool { return !p.view.Running && p.view.Clients[0].State.String() == "closed" })
	if got := p.view.Steps[0].Outcome; got != "The server refuses the namespace /nowhere: Invalid namespace" {
		t.Errorf("the step says %q", got)
	}
	cancel()
	p.readers.Wait()
}
