package app

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"twocups/server/console"
	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/sockets/socketio"
)

// options are what the flags say.
type options struct {
	addr    string
	lessons string // "": the embedded course
	static  string // "": the embedded files
	origins []string
	version bool // write what the program was built from, and end

	certificate, key string // files; "": no TLS

	log        string // text or json
	metrics    string // "": nowhere, metricsPath, or an address
	drainDelay time.Duration
	drainTime  time.Duration

	sockets  socket.Config
	maxRaw   int // connections that raw clients have open, beside those of the sockets
	consoles console.Config
	programs instance.Config
	socketIO socketio.Config
	http     gateLimits
}

// parseFlags reads the arguments. The help that -h asks for goes to output.
func parseFlags(args []string, output io.Writer) (options, error) {
	o := defaults()
	groups := groupsOf(&o)
	flags := merged(groups)
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		writeHelp(output, groups)
		return options{}, err
	}
	if err != nil {
		return options{}, fmt.Errorf("reading the flags: %w (-h lists them)", err)
	}
	if flags.NArg() > 0 {
		return options{}, fmt.Errorf("unexpected argument %q (want flags only; -h lists them)", flags.Arg(0))
	}
	if err := o.check(); err != nil {
		return options{}, err
	}
	o.sockets.Origins = o.origins
	o.consoles.Socket = o.streams()
	return o, nil
}

// defaults are the options without a flag.
func defaults() options {
	return options{
		addr:      ":8080",
		log:       "text",
		drainTime: 10 * time.Second,
		sockets:   socket.Defaults(),
		maxRaw:    2_000,
		consoles:  console.Config{MaxConsoles: 5_000, MaxPerAddress: 2_500, MaxWatched: 64, QueueLength: 256, QueueBytesOfAll: 64 << 20},
		programs:  instance.Defaults(),
		socketIO:  socketio.Defaults(),
		http:      gateLimits{most: 8192, perAddress: 4096},
	}
}

// streams are the limits of the consoles' connections that they share with the
// others: their times, and whose pages may open them.
// What a page may say to its console, the console knows.
func (o options) streams() socket.Config {
	return socket.Config{
		HandshakeTimeout: o.sockets.HandshakeTimeout,
		WriteTimeout:     o.sockets.WriteTimeout,
		PingEvery:        o.sockets.PingEvery,
		PongWait:         o.sockets.PongWait,
		MessageTimeout:   o.sockets.MessageTimeout,
		CloseWait:        o.sockets.CloseWait,
		Origins:          o.origins,
	}
}

// check finds what is wrong with the options taken together.
func (o options) check() error {
	for _, given := range []struct{ name, folder string }{{"-lessons", o.lessons}, {"-static", o.static}} {
		if err := isFolder(given.folder); err != nil {
			return fmt.Errorf("reading flag %s: %w", given.name, err)
		}
	}
	switch {
	case (o.certificate == "") != (o.key == ""):
		return errors.New("reading the flags: -tls-cert and -tls-key go together: a certificate is of no use without its key")
	case o.sockets.PongWait <= o.sockets.PingEvery:
		return fmt.Errorf("reading the flags: -pong-wait %v is not longer than -ping-every %v, so every quiet client would be closed before it could answer a ping",
			o.sockets.PongWait, o.sockets.PingEvery)
	case strings.HasPrefix(o.metrics, "/") && o.metrics != metricsPath:
		return fmt.Errorf("reading flag -metrics: %q (want an address, host:port, or %s)", o.metrics, metricsPath)
	case o.metrics != "" && o.metrics == o.addr && !strings.HasSuffix(o.addr, ":0"):
		return fmt.Errorf("reading flag -metrics: %s is the address of the pages; to show the figures there, to everyone, say -metrics %s", o.metrics, metricsPath)
	}
	return nil
}

func isFolder(name string) error {
	if name == "" {
		return nil
	}
	info, err := os.Stat(name)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is no folder", name)
	}
	return err
}
