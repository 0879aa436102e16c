// Program server-go is a server of your own: a page, an echo and a room, on
// http://localhost:3000 unless PORT names another port.
package main

import (
	"cmp"
	"embed"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"time"
)

//go:embed public
var public embed.FS

func main() {
	log.SetFlags(0)
	port := cmp.Or(os.Getenv("PORT"), "3000")
	listener, err := net.Listen("tcp", net.JoinHostPort("localhost", port)) // from this computer alone
	if err != nil {
		log.Fatal(err)
	}
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	log.Print("listening on http://localhost:" + port)
	server := &http.Server{Handler: routes(), ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.Serve(listener))
}

// #region routes
func routes() http.Handler {
	page, err := fs.Sub(public, "public")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServerFS(page))
	mux.HandleFunc("/echo", echo)
	mux.HandleFunc("/room", newRoom().serve)
	return mux
}

// #endregion
