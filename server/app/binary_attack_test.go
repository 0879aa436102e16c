//go:build unix

package app

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/server/app/health"
	"twocups/server/socket/sockettest"
)

// The clients that attack, in groups that open connections at the same time.
const (
	attackers    = 2000
	attackGroups = 8
)

// The program may have few descriptors, and 2,000 clients want one each, for slow headers, WebSockets
// and consoles. On the operators' address, the program still answers each probe.
func TestTheOperatorsAddressAnswersUnderAttack(t *testing.T) {
	const descriptors = 256
	p := begin(t, []string{"sh", "-c", fmt.Sprintf(`ulimit -n %d && exec "$0" "$@"`, descriptors)})
	p.readAddresses(t)
	go io.Copy(io.Discard, p.stdout)
	stop := make(chan struct{})
	var attack sync.WaitGroup
	defer attack.Wait()
	defer close(stop)
	for range attackGroups {
		attack.Go(func() { hold(p.address, stop) })
	}
	client := http.Client{Timeout: sockettest.Timeout, Transport: &http.Transport{DisableKeepAlives: true}}
	var longest time.Duration
	probes, files := 0, 0
	for start := time.Now(); time.Since(start) < 3*time.Second || files < descriptors/2; probes++ {
		began := time.Now()
		response, err := client.Get(p.operators + health.AlivePath)
		if err != nil {
			t.Fatalf("after %d probes: %v", probes, err)
		}
		response.Body.Close()
		longest = max(longest, time.Since(began))
		files = figure(t, p, "process_open_fds")
		if files < descriptors/2 && time.Since(start) > sockettest.Timeout {
			t.Fatalf("the attack took only %d descriptors", files)
		}
	}
	t.Logf("%d probes were answered, the slowest after %v, with %d descriptors open", probes, longest, files)
}

// attacks are the first bytes of the connections of an attack, in their order. WebSockets and
// consoles come first, because no handshake gets through once slow headers take all TCP connections.
var attacks = []string{
	"GET " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\n" + openingFields + "\r\n",
	"GET " + play.ConsolePath + " HTTP/1.1\r\nHost: twocups\r\n" + openingFields + "\r\n",
	"GET / HTTP/1.1\r\nHost: twocups\r\nX-Slow: ",
	"",
}

// hold opens connections of each kind and holds them until it has to stop. It gives the program a
// moment to answer each of them.
func hold(address string, stop <-chan struct{}) {
	dialer := net.Dialer{Timeout: 100 * time.Millisecond}
	for _, first := range attacks {
		for range attackers / attackGroups / len(attacks) {
			select {
			case <-stop:
				return
			default:
			}
			conn, err := dialer.Dial("tcp", strings.TrimPrefix(address, "http://"))
			if err != nil {
				continue
			}
			defer conn.Close()
			io.WriteString(conn, first)
			conn.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
			conn.Read(make([]byte, 1))
		}
	}
	<-stop
}
