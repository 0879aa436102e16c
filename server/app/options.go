package app

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"

	"twocups/server/app/flags"
	"twocups/server/app/forwarded"
	"twocups/server/app/limitlistener"
	"twocups/server/app/logging"
	"twocups/server/console"
	"twocups/server/instance"
	"twocups/server/limit/memory"
	"twocups/server/metrics"
	"twocups/server/socket"
	"twocups/server/sockets/socketio"
)

// options are the values of the flags.
type options struct {
	addr    string
	lessons string // "": the lessons in the binary
	static  string // "": the files in the binary
	origins []string
	proxies []string // as forwarded.ParseProxy returns them
	version bool     // print the version and end

	certificate, key string // files; "": no TLS

	metrics string // "", metrics.Path or an address

	log         logging.Config
	drain       drainTimes
	memory      memory.Config
	sockets     socket.Config
	raw         rawLimits
	consoles    console.Config
	socketIO    socketio.Config
	connections limitlistener.Config
	requests    requestLimits
	programs    instance.Config
}

// parseOptions reads and checks the arguments. If they ask for the help, parseOptions writes
// the help to output and returns [flag.ErrHelp].
func parseOptions(args []string, output io.Writer) (options, error) {
	o := options{addr: ":8080", log: logging.Config{Format: logging.Text}}
	groups := o.flags()
	err := flags.Parse(groups, args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(output, "Two Cups serves a course on WebSockets and the sockets that its lessons use.")
		fmt.Fprintln(output, "Without flags it is ready for a class.")
		flags.WriteHelp(output, groups)
	}
	if err == nil {
		err = o.check()
	}
	return o, err
}

// flags returns the flags in the order of the help. [flags.Parse] stores their values in the
// options.
func (o *options) flags() []flags.Group {
	return []flags.Group{
		o.contentFlags(),
		o.operationFlags(),
		flags.NewGroup("Limits of the WebSockets", append(o.sockets.Limits(), o.raw.Limits()...)...),
		flags.NewGroup("Limits of the programs that learners share", o.programs.Limits()...),
		flags.NewGroup("Limits of Socket.IO", o.socketIO.Limits()...),
		flags.NewGroup("Limits of the server consoles", o.consoles.Limits()...),
		flags.NewGroup("Limits of HTTP", append(o.connections.Limits(), o.requests.Limits()...)...),
	}
}

func (o *options) contentFlags() flags.Group {
	g := flags.NewGroup("What is served, and where")
	g.Text(&o.addr, "addr", "the `address` to listen on, host:port. Without a host the server listens on every interface; port 0 takes a free port")
	g.Text(&o.lessons, "lessons", "serve the lessons in this `folder` instead of those in the program, and load them again when they change")
	g.Text(&o.static, "static", "serve the scripts and styles in this `folder` instead of those in the program")
	g.List(&o.origins, "origin", socket.ParseOrigin, "let pages of this `origin`, such as https://school.example, open the WebSockets. For several origins, put commas between them or repeat the flag. "+
		"Pages of this server and lessons in sandboxed iframes may always open them; pages of other sites may not, because they could use the server for their own purposes")
	g.Switch(&o.version, "version", "print the version, the commit and the Go release that the program was built from, and end")
	return g
}

func (o *options) operationFlags() flags.Group {
	g := flags.NewGroup("Running the program for many", slices.Concat(o.drain.Limits(), o.memory.Limits(), o.log.Limits())...)
	g.Text(&o.certificate, "tls-cert", "serve HTTPS and wss with the certificate in this PEM `file`, followed by the certificates of its issuers. The program reads the file again when it has changed")
	g.Text(&o.key, "tls-key", "the PEM `file` with the private key of the certificate")
	g.List(&o.proxies, "trusted-proxy", forwarded.ParseProxy, "believe what the reverse proxy at this `address`, such as 10.0.0.7 or 10.0.0.0/8, says about its clients. For several proxies, put commas between them or repeat the flag. "+
		"Then all limits of an address count the clients, and the log names them. The proxy may use X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host, or Forwarded, or the PROXY protocol. It must write these fields itself, and not only pass them on. Everyone else's fields are ignored")
	g.Text(&o.metrics, "metrics", "serve figures for Prometheus on this `address`, host:port, at the path "+metrics.Path+". Without this flag nothing serves them, because they are not for learners. "+
		"With "+metrics.Path+" instead of an address, the address of the pages serves them, for everyone to read")
	g.Choice(&o.log.Format, "log", []string{logging.Text, logging.JSON}, "the `format` of the log: text, or json for programs that collect logs")
	return g
}

// check returns the first error in the values of the flags or in their combination.
func (o options) check() error {
	for _, given := range []struct{ flag, folder string }{{"-lessons", o.lessons}, {"-static", o.static}} {
		if err := checkFolder(given.folder); err != nil {
			return fmt.Errorf("reading flag %s: %w", given.flag, err)
		}
	}
	for _, given := range []struct{ flag, address, want string }{{"-addr", o.addr, "host:port"}, {"-metrics", o.metrics, "an address, host:port, or " + metrics.Path}} {
		if _, _, err := net.SplitHostPort(given.address); err != nil && given.address != "" && given.address != metrics.Path {
			return fmt.Errorf("reading flag %s: %q (want %s)", given.flag, given.address, given.want)
		}
	}
	switch {
	case (o.certificate == "") != (o.key == ""):
		return errors.New("reading the flags: -tls-cert and -tls-key go together: a certificate needs its key")
	case o.memory.Memory != 0 && o.memory.Memory < memory.Least:
		return fmt.Errorf("reading flag -memory: %d bytes (want at least %dm, which the course and a class need)", o.memory.Memory, memory.Least>>20)
	case o.drain.Spread > o.drain.Time/3:
		return fmt.Errorf("reading the flags: -drain-spread %v is more than a third of -drain-time %v, so the last clients would have too little time to close", o.drain.Spread, o.drain.Time)
	case o.sockets.PongWait <= o.sockets.PingEvery:
		return fmt.Errorf("reading the flags: -pong-wait %v is not longer than -ping-every %v, so every quiet client would be closed before it could answer a ping",
			o.sockets.PongWait, o.sockets.PingEvery)
	case o.metrics != "" && o.metrics == o.addr && !strings.HasSuffix(o.addr, ":0"):
		return fmt.Errorf("reading flag -metrics: %s is the address of the pages; to serve the figures there, to everyone, use -metrics %s", o.metrics, metrics.Path)
	}
	return nil
}

// checkFolder returns an error if the name is not empty and names no folder.
func checkFolder(name string) error {
	if name == "" {
		return nil
	}
	info, err := os.Stat(name)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", name)
	}
	return err
}
