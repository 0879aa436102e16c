// Command peer is one of the servers in Go that Two Cups is compared with.
//
//	peer gws -addr 127.0.0.1:0
//
// It prints the address once it listens, and serves two paths: /echo sends every
// message back, /room sends it to everyone else there. Each server stands in a file of
// its own and is written the way its library's documentation shows, as far as that
// leaves a message what it is: nothing compressed, nothing glued together, nothing out
// of order. "room" is Two Cups itself, for a broadcast to more members than a room of a
// lesson takes.
package main

import (
	"flag"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
)

// peers are the servers by their names: each has a handler for both paths.
var peers = map[string]func(*http.ServeMux){
	"gorilla": serveGorilla,
	"gws":     serveGWS,
	"coder":   serveCoder,
	"gobwas":  serveGobwas,
	"room":    serveRoom,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "peer:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	names := strings.Join(slices.Sorted(maps.Keys(peers)), ", ")
	if len(args) == 0 || peers[args[0]] == nil {
		return fmt.Errorf("reading the arguments %q: which server? (want first one of %s)", args, names)
	}
	flags := flag.NewFlagSet("peer "+args[0], flag.ContinueOnError)
	addr := flags.String("addr", "127.0.0.1:0", "the `address` to listen on; port 0 takes a free one")
	if err := flags.Parse(args[1:]); err != nil {
		return fmt.Errorf("reading the flags: %w", err)
	}
	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return fmt.Errorf("listening: %w", err)
	}
	mux := http.NewServeMux()
	peers[args[0]](mux)
	fmt.Println("listening on", listener.Addr())
	return http.Serve(listener, mux)
}
