package app

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/programs/push"
	"twocups/server/app/apptest"
	"twocups/server/proof/noderun"
	"twocups/server/sockets/bytecount"
	"twocups/server/sockets/socketio"
)

// plainRequest is a request over HTTP/2 that becomes no WebSocket.
type plainRequest struct{ Method, Path string }

// plainRequests are requests for everything that a socket or a program answers without a
// WebSocket, with each method.
func plainRequests() (all []plainRequest) {
	paths := slices.Concat(socketPaths(), programPaths(), []string{
		push.EventsPath, push.Path + "/latest?instance=AAAAAAAAAAAAAAAAAAAAAA", push.Path + "/none",
		socketio.Path + "?EIO=4&transport=polling", socketio.Path + "?EIO=4&transport=websocket", socketio.Path + "?EIO=4&transport=polling&sid=none",
		socketio.Path + "?EIO=3", socketio.Path + "socket.io.js", socketio.Path + "none", bytecount.HTTPPath + "?console=none", bytecount.WebSocketPath + "?delay=x",
		"/", "/none", "//", "/healthz", "/readyz", "/metrics", aLesson, anEmbed,
	})
	for _, path := range paths {
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"} {
			all = append(all, plainRequest{method, path})
		}
	}
	return all
}

// nodeRequests sends requests over one connection of Node's client for HTTP/2, which is strict. It
// prints the status or the error of each.
const nodeRequests = `
import http2 from "node:http2";
const session = http2.connect(%q, { rejectUnauthorized: false });
session.on("error", (error) => { console.log("session " + error.message); process.exit(0); });
for (const { Method, Path } of %s) {
  const stream = session.request({ ":method": Method, ":path": Path }, { endStream: true });
  const outcome = await new Promise((resolve) => {
    let status;
    stream.on("response", (headers) => (status = headers[":status"]));
    stream.on("error", (error) => resolve(error.message));
    stream.on("end", () => resolve(status));
    stream.resume();
  });
  console.log(Method + " " + Path + " " + outcome);
}
session.close();
`

func TestEveryPlainAnswerIsValidInHTTP2(t *testing.T) {
	i := apptest.NewIssuer(t)
	p := launchTLS(t, i)
	transport := &http.Transport{TLSClientConfig: i.ClientConfig(), ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	var want strings.Builder
	for _, r := range plainRequests() {
		request, err := http.NewRequest(r.Method, p.Address+r.Path, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := client.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
		expectNoConnectionFields(t, r, response)
		fmt.Fprintf(&want, "%s %s %d\n", r.Method, r.Path, response.StatusCode)
	}
	list, err := json.Marshal(plainRequests())
	if err != nil {
		t.Fatal(err)
	}
	if got := noderun.Run(t, fmt.Sprintf(nodeRequests, p.Address, list), nil); got != want.String() {
		t.Errorf("Node gets\n%s\nand Go gets\n%s", got, &want)
	}
}

// expectNoConnectionFields checks that an answer has no field that belongs to a connection of HTTP/1.1
// (RFC 9113 §8.2.2).
func expectNoConnectionFields(t *testing.T, r plainRequest, response *http.Response) {
	t.Helper()
	if response.ProtoMajor != 2 {
		t.Errorf("%s %s came over %s", r.Method, r.Path, response.Proto)
	}
	for _, name := range []string{"Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade"} {
		if values := response.Header.Values(name); values != nil || name == "Transfer-Encoding" && response.TransferEncoding != nil {
			t.Errorf("%s %s is answered with %s: %s", r.Method, r.Path, name, values)
		}
	}
}

// nodeStreams opens streams of events over one connection, and prints the status of each.
const nodeStreams = `
import http2 from "node:http2";
const session = http2.connect(%q, { rejectUnauthorized: false });
session.on("error", (error) => console.log(error.message));
for (let i = 0; i < 20; i++) {
  const stream = session.request({ ":path": %q });
  stream.on("error", () => {});
  await new Promise((resolve) => stream.on("response", (headers) => { console.log(headers[":status"]); resolve(); }));
}
session.destroy();
`

func TestAConnectionOfHTTP2HasSixteenStreamsOfEvents(t *testing.T) {
	i := apptest.NewIssuer(t)
	p := launchTLS(t, i)
	const instance = "?instance=AAAAAAAAAAAAAAAAAAAAAA"
	dialTLSPath(t, i, p, push.Path+instance)
	got := noderun.Run(t, fmt.Sprintf(nodeStreams, p.Address, push.EventsPath+instance), nil)
	if want := strings.Repeat("200\n", 16) + strings.Repeat("503\n", 4); got != want {
		t.Errorf("the streams are answered with %q", got)
	}
}

func TestABodyIsRefusedInHTTP2WithoutTheEndOfTheConnection(t *testing.T) {
	i := apptest.NewIssuer(t)
	p := launchTLS(t, i)
	transport := &http.Transport{TLSClientConfig: i.ClientConfig(), ForceAttemptHTTP2: true}
	defer transport.CloseIdleConnections()
	client := http.Client{Transport: transport}
	for range 2 {
		response, err := client.Post(p.Address+"/", "text/plain", strings.NewReader(strings.Repeat("x", 1000)))
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusRequestEntityTooLarge || response.ProtoMajor != 2 {
			t.Errorf("answered with %s over %s", response.Status, response.Proto)
		}
	}
}
