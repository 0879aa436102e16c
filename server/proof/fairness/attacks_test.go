//go:build proof

package fairness

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"twocups/lessons/play"
)

// attacks has an attack for each kind of harm. Each attack runs until the context ends.
var attacks = []struct {
	name string
	run  func(ctx context.Context, a *attacker)
}{
	{"connection flood", floodConnections},
	{"sessions of Socket.IO", floodSessions},
	{"instances", floodInstances},
	{"quick visits", floodVisits},
	{"half messages", sendHalfMessages},
	{"unread echoes", leaveEchoesUnread},
	{"unread rooms", leaveRoomsUnread},
	{"unread chats", leaveChatsUnread},
	{"unread events of Socket.IO", leaveEventsUnread},
	{"frame flood", floodFrames},
	{"member flood", floodAsMembers},
	{"slow headers", sendSlowHeaders},
	{"consoles", floodConsoles},
	{"big queues", fillQueues},
}

// tagged returns the path of a connection with the tag of a console.
func tagged(path, console string, client int) string {
	return path + "?" + play.Tag{Console: console, Block: "b", Client: fmt.Sprint("c", client), Attempt: 1}.Query()
}

func same(path string) func(int) string { return func(int) string { return path } }

func floodConnections(ctx context.Context, a *attacker) {
	a.withWebSockets(ctx, 5_500, same("/echo"), silent)
}

// floodSessions begins sessions over a few connections that are kept alive.
func floodSessions(ctx context.Context, a *attacker) {
	client, closeIdle := a.http(openers)
	defer closeIdle()
	each(ctx, 6_000, func(int) { a.request(ctx, client, http.MethodGet, "/socket.io/?EIO=4&transport=polling", nil) })
	<-ctx.Done()
}

func floodInstances(ctx context.Context, a *attacker) {
	a.withWebSockets(ctx, 2_500, func(int) string { return "/chat?instance=" + newKey() }, func(_ int, conn net.Conn, _ *bufio.Reader) {
		conn.Write(text(`{"type":"join","name":"Mallory"}`))
	})
}

// floodVisits begins one instance after the other, and leaves each at once.
func floodVisits(ctx context.Context, a *attacker) {
	each(ctx, 1<<30, func(int) {
		conn, _, err := a.server.upgrade(ctx, a.from, "/chat?instance="+newKey())
		if err != nil {
			a.refused.Add(1)
			return
		}
		a.opened.Add(1)
		conn.Close()
	})
}

// sendHalfMessages begins messages of the greatest size, and never ends them.
func sendHalfMessages(ctx context.Context, a *attacker) {
	message := frame(0x82, make([]byte, 64<<10))
	a.withWebSockets(ctx, 2_000, same("/echo"), func(_ int, conn net.Conn, _ *bufio.Reader) { conn.Write(message[:len(message)-1]) })
}

func leaveEchoesUnread(ctx context.Context, a *attacker) {
	message := frame(0x82, make([]byte, 60<<10))
	a.withWebSockets(ctx, 500, same("/echo"), func(_ int, conn net.Conn, _ *bufio.Reader) { a.write(ctx, conn, message) })
}

// leaveRoomsUnread fills rooms with members, of whom one sends and none reads.
func leaveRoomsUnread(ctx context.Context, a *attacker) {
	message := frame(0x82, make([]byte, 16<<10))
	path := func(i int) string { return tagged("/room", fmt.Sprint("room", i/8), i%8) }
	a.withWebSockets(ctx, 800, path, func(i int, conn net.Conn, _ *bufio.Reader) {
		if i%8 == 0 {
			a.write(ctx, conn, message)
		}
	})
}

// leaveChatsUnread fills chats with members who talk as much as they may, and read nothing.
func leaveChatsUnread(ctx context.Context, a *attacker) {
	key := newKey()[:18]
	said := text(`{"type":"say","text":"` + strings.Repeat("😀", 500) + `"}`)
	a.withWebSockets(ctx, 1_280, func(i int) string { return fmt.Sprintf("/chat?instance=%s%04d", key, i/64) }, func(i int, conn net.Conn, _ *bufio.Reader) {
		conn.Write(text(fmt.Sprintf(`{"type":"join","name":"M%d"}`, i)))
		for ctx.Err() == nil {
			if _, err := conn.Write(said); err != nil {
				return
			}
			a.sent.Add(1)
			sleep(ctx, 50*time.Millisecond)
		}
	})
}

// leaveEventsUnread has events sent to sessions of Socket.IO that read nothing over their WebSockets.
func leaveEventsUnread(ctx context.Context, a *attacker) {
	event := text(`42["broadcast","` + strings.Repeat("x", 30<<10) + `"]`)
	a.withWebSockets(ctx, 320, func(i int) string { return fmt.Sprintf("/socket.io/?EIO=4&transport=websocket&instance=m%d", i/32) }, func(i int, conn net.Conn, _ *bufio.Reader) {
		conn.Write(text("40"))
		if i%32 == 0 {
			a.write(ctx, conn, event)
		}
	})
}

func floodFrames(ctx context.Context, a *attacker) {
	pings := bytes.Repeat(frame(0x89, []byte("now")), 1_000)
	fragments := append([]byte("\x01\x80\x00\x00\x00\x00"), bytes.Repeat([]byte("\x00\x80\x00\x00\x00\x00"), 1_000)...)
	a.withWebSockets(ctx, 200, same("/echo"), func(i int, conn net.Conn, reader *bufio.Reader) {
		go io.Copy(io.Discard, reader) // ends with the connection
		if i%2 == 0 {
			a.write(ctx, conn, pings)
		} else {
			a.write(ctx, conn, fragments)
		}
	})
}

// floodAsMembers has 48 members of one text send stale changes of a kilobyte at their full rate, and
// others send to a chat without a pause.
func floodAsMembers(ctx context.Context, a *attacker) {
	key := newKey()
	pieces := strings.Repeat(`{"insert":"x"},{"remove":1},`, 20) // the text keeps its length, and has 23 characters
	said := text(`{"type":"say","text":"` + strings.Repeat("x", 500) + `"}`)
	a.withWebSockets(ctx, 96, func(i int) string { return []string{"/together", "/chat"}[i/48] + "?instance=" + key }, func(i int, conn net.Conn, reader *bufio.Reader) {
		var revision atomic.Int64
		go followRevision(reader, &revision) // ends with the connection
		conn.Write(text(fmt.Sprintf(`{"type":"join","name":"M%d"}`, i)))
		if i >= 48 {
			a.write(ctx, conn, said)
			return
		}
		for ctx.Err() == nil {
			stale := max(0, revision.Load()-20)
			if _, err := conn.Write(text(fmt.Sprintf(`{"type":"change","revision":%d,"change":[%s{"keep":3}]}`, stale, pieces))); err != nil {
				return
			}
			a.sent.Add(1)
			sleep(ctx, 50*time.Millisecond)
		}
	})
}

// followRevision reads messages, and keeps the latest revision that they mention.
func followRevision(reader *bufio.Reader, revision *atomic.Int64) {
	for {
		message, err := reader.ReadString('}')
		if err != nil {
			return
		}
		if _, number, found := strings.Cut(message, `"revision":`); found {
			var n int64
			fmt.Sscan(strings.TrimRight(number, "},"), &n)
			revision.Store(n)
		}
	}
}

// sendSlowHeaders begins requests, and sends a byte of their headers now and then.
func sendSlowHeaders(ctx context.Context, a *attacker) {
	var open sync.WaitGroup
	each(ctx, 4_000, func(int) {
		conn, err := a.server.dial(ctx, a.from)
		if err != nil {
			a.refused.Add(1)
			return
		}
		a.opened.Add(1)
		open.Go(func() {
			defer conn.Close()
			io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
			for ctx.Err() == nil {
				if _, err := io.WriteString(conn, "x"); err != nil {
					return
				}
				sleep(ctx, time.Second)
			}
		})
	})
	<-ctx.Done()
	open.Wait()
}

// floodConsoles opens consoles, each with connections whose wire it records, and reads nothing.
func floodConsoles(ctx context.Context, a *attacker) {
	a.withWebSockets(ctx, 300, same("/console"), func(_ int, conn net.Conn, reader *bufio.Reader) {
		notice := make([]byte, 512)
		n, err := reader.Read(notice)
		_, name, found := strings.Cut(string(notice[:n]), `"console":"`)
		if err != nil || !found {
			a.refused.Add(1)
			return
		}
		name, _, _ = strings.Cut(name, `"`)
		conn.Write(text("wire on"))
		for i := 0; i < 16 && ctx.Err() == nil; i++ {
			watched, _, err := a.server.upgrade(ctx, a.from, tagged("/echo", name, i))
			if err != nil {
				a.refused.Add(1)
				continue
			}
			for range 4 {
				watched.Write(frame(0x82, make([]byte, 60<<10)))
			}
			watched.Close()
		}
	})
}

// fillQueues posts big events to sessions of Socket.IO that never poll.
func fillQueues(ctx context.Context, a *attacker) {
	client, closeIdle := a.http(4)
	defer closeIdle()
	const groups, members = 16, 48
	sids := make([]string, groups*members)
	path := func(i int) string { return fmt.Sprintf("/socket.io/?EIO=4&transport=polling&instance=q%d", i/members) }
	each(ctx, len(sids), func(i int) {
		answer, ok := a.request(ctx, client, http.MethodGet, path(i), nil)
		if _, sid, found := strings.Cut(string(answer), `"sid":"`); ok && found {
			sids[i], _, _ = strings.Cut(sid, `"`)
			a.request(ctx, client, http.MethodPost, path(i)+"&sid="+sids[i], strings.NewReader("40"))
		}
	})
	event := `42["broadcast","` + strings.Repeat("x", 60<<10) + `"]`
	each(ctx, 1<<20, func(i int) {
		from := i % groups * members
		if sids[from] == "" {
			sleep(ctx, time.Millisecond)
			return
		}
		if _, ok := a.request(ctx, client, http.MethodPost, path(from)+"&sid="+sids[from], strings.NewReader(event)); !ok {
			sleep(ctx, 10*time.Millisecond)
		}
	})
}
