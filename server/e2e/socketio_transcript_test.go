package e2e

import (
	"testing"

	"twocups/server/e2e/headless"
)

// socketIOBlocks is a lesson whose blocks speak Socket.IO: with several clients, and in both
// namespaces.
const socketIOBlocks = "---\ntitle: Mine\nsummary: Mine.\nobjectives: [One]\nminutes: 1\n---\n\n" +
	"```ws name=rooms\n" +
	"alice: connect socket.io\nbob: connect socket.io\n" +
	"bob: emitWithAck join \"kitchen\"\nbob: expect ack 1\n" +
	"alice: emitWithAck say \"kitchen\", \"hi\"\nalice: expect ack 1\nbob: expect event say \"kitchen\", \"hi\"\n" +
	"bob: emit ask {\"hungry\": true}\nbob: expect event ask {\"hungry\": true}\nbob: ack \"yes\", 2\nbob: expect event answer \"yes\", 2\n" +
	"alice: disconnect\nalice: expect close 1000\nbob: disconnect\nbob: expect close 1000\n```\n\n" +
	"```ws name=elsewhere\nconnect socket.io /chat\nemit echo \"käse\"\nexpect event echo \"käse\"\ndisconnect\nexpect close 1000\n```\n\n" +
	"```ws name=thrown-out\nconnect socket.io\nemitWithAck goodbye\nexpect ack\nexpect close 1000\n```\n"

func TestSocketIOBlocksArePlayedAndRecorded(t *testing.T) { recordLesson(t, socketIOBlocks) }

func TestAnUnknownNamespaceFailsTheConnect(t *testing.T) {
	page := headless.Open(t, twocups.Start(t), "nowhere", nil)
	defer page.Close()
	page.Rewrite("connect socket.io /nowhere")
	page.Run()
	page.WaitUntil(func() bool { return page.Stopped() && page.View.Clients[0].State.String() == "closed" })
	if got := page.View.Steps[0].Outcome; got != "The server refuses the namespace /nowhere: Invalid namespace" {
		t.Errorf("the step says %q", got)
	}
}
