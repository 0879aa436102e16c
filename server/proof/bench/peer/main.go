// Command peer runs one of the servers in Go that command bench compares with Two Cups.
// Command bench starts it.
//
//	peer gws -addr 127.0.0.1:0
//
// The program prints the address when it listens, and serves two paths. /echo sends every
// message back. /room sends every message to all other members. Each server has a file of its
// own, and is written as the documentation of its library shows. But no server compresses
// messages, joins several messages in one, or changes their order. The peer "room" is package
// socket of Two Cups with a room that has no limit of members.
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

// peers are the servers by name. Each function adds the handlers of both paths.
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
		return fmt.Errorf("reading the arguments %q: they name no server (want one of %s first)", args, names)
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
