//go:build unix

package app

import (
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/server/app/health"
)

// probeTimeout is the timeout of the client that asks whether the program is alive.
const probeTimeout = 5 * time.Second

// The program may have 256 descriptors, and 2,000 clients want one each: for slow headers, WebSockets
// and consoles. On the operators' address, the program still answers each probe.
func TestTheOperatorsAddressAnswersUnderAttack(t *testing.T) {
	p := begin(t, []string{"sh", "-c", `ulimit -n 256 && exec "$0" "$@"`})
	p.readAddresses(t, "Two Cups: ")
	go io.Copy(io.Discard, p.stdout)
	stop := make(chan struct{})
	var attack sync.WaitGroup
	for i := range 8 {
		attack.Go(func() { attackWith(p.address, attacks[i%len(attacks)], stop) })
	}
	client := http.Client{Timeout: probeTimeout, Transport: &http.Transport{DisableKeepAlives: true}}
	var longest time.Duration
	probes := 0
	for start := time.Now(); time.Since(start) < 3*time.Second; probes++ {
		began := time.Now()
		response, err := client.Get(p.operators + health.AlivePath)
		if err != nil {
			t.Fatalf("after %d probes: %v", probes, err)
		}
		response.Body.Close()
		longest = max(longest, time.Since(began))
	}
	close(stop)
	attack.Wait()
	t.Logf("%d probes were answered, the slowest after %v", probes, longest)
}

// attacks are the first bytes of the connections of an attack.
var attacks = []string{
	"GET / HTTP/1.1\r\nHost: twocups\r\nX-Slow: ",
	"GET " + play.EchoPath + " HTTP/1.1\r\nHost: twocups\r\n" + openingFields + "\r\n",
	"GET " + play.ConsolePath + " HTTP/1.1\r\nHost: twocups\r\n" + openingFields + "\r\n",
	"",
}

// attackWith keeps 250 connections open, each with the first bytes. It replaces the oldest by another
// one until it has to stop.
func attackWith(address, first string, stop <-chan struct{}) {
	var held []net.Conn
	defer func() {
		for _, conn := range held {
			conn.Close()
		}
	}()
	dialer := net.Dialer{Timeout: 100 * time.Millisecond}
	for {
		select {
		case <-stop:
			return
		default:
		}
		conn, err := dialer.Dial("tcp", strings.TrimPrefix(address, "http://"))
		if err != nil {
			continue
		}
		io.WriteString(conn, first)
		if held = append(held, conn); len(held) > 250 {
			held[0].Close()
			held = held[1:]
		}
	}
}
