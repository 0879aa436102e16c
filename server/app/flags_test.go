package app

import (
	"flag"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"twocups/server/app/apptest"
	"twocups/server/console"
	"twocups/server/instance"
	"twocups/server/socket"
)

// refusal returns why the arguments are refused.
func refusal(t *testing.T, args ...string) string {
	t.Helper()
	printed := apptest.NewOutput()
	_, err := parseFlags(args, printed)
	if err == nil {
		t.Errorf("%s is taken", args)
		return ""
	}
	if printed.String() != "" {
		t.Errorf("%s: the error comes with %q", args, printed)
	}
	return err.Error()
}

func TestWithoutFlagsTheLimitsAreThoseOfThePackages(t *testing.T) {
	o, err := parseFlags(nil, apptest.NewOutput())
	if err != nil {
		t.Fatal(err)
	}
	if want := socket.Defaults(); !reflect.DeepEqual(o.sockets, want) {
		t.Errorf("the sockets' limits are %+v, want %+v", o.sockets, want)
	}
	if c := o.consoles; c.MaxPerAddress > c.MaxConsoles/2 {
		t.Errorf("one address may have %d of %d consoles", c.MaxPerAddress, c.MaxConsoles)
	}
}

func TestEveryLimitOfTheSocketsAndTheConsolesIsAFlag(t *testing.T) {
	var o options
	changed := map[any]bool{}
	for _, g := range groupsOf(&o) {
		g.VisitAll(func(f *flag.Flag) {
			switch v := f.Value.(type) {
			case count:
				changed[v.to] = true
			case span:
				changed[v.to] = true
			}
		})
	}
	notLimits := []string{
		"Origins", "Consoles", "Log", // no numbers
		"Socket",    // set from the sockets' own
		"TickEvery", // the page's script knows it too
		"TryBytes",  // the consoles alone have it
	}
	for _, config := range []any{&o.sockets, &o.consoles, &o.programs} {
		fields := reflect.ValueOf(config).Elem()
		for i := range fields.NumField() {
			name := fields.Type().Field(i).Name
			if !slices.Contains(notLimits, name) && !changed[fields.Field(i).Addr().Interface()] {
				t.Errorf("no flag sets %s.%s", fields.Type(), name)
			}
		}
	}
	if !changed[&o.maxRaw] || !changed[&o.http.most] || !changed[&o.http.perAddress] || !changed[&o.drainTime] || !changed[&o.drainDelay] {
		t.Error("no flag sets the limits of the HTTP server")
	}
}

func TestFlagsReachTheLimitsThatTheyName(t *testing.T) {
	o, err := parseFlags(strings.Fields("-max-message 7 -queue-length 3 -max-connections 2 -max-per-address 12 -frame-rate 13 -frame-burst 14 -queue-bytes 15 -pong-wait 9s -ping-every 4s -close-wait 1s -write-timeout 2s -handshake-timeout 3s -message-timeout 16s "+
		"-max-raw 23 -max-consoles 5 -max-consoles-per-address 22 -max-watched 6 -console-queue 8 -console-bytes 21 -max-http 10 -max-http-per-address 11 -max-instances 16 -max-members 17 -max-sessions 20 -member-rate 18 -member-burst 19 -instance-idle 5s -instance-life 6s -drain-delay 1m -drain-time 2m -log json "+
		"-origin https://a.example,http://B.example:80 -origin https://c.example"), apptest.NewOutput())
	if err != nil {
		t.Fatal(err)
	}
	origins := []string{"https://a.example", "http://b.example", "https://c.example"}
	sockets := socket.Defaults()
	sockets.MaxMessage, sockets.QueueLength, sockets.MaxConnections = 7, 3, 2
	sockets.MaxPerAddress, sockets.FrameRate, sockets.FrameBurst, sockets.QueueBytes = 12, 13, 14, 15
	sockets.PongWait, sockets.PingEvery, sockets.CloseWait = 9*time.Second, 4*time.Second, time.Second
	sockets.WriteTimeout, sockets.HandshakeTimeout, sockets.Origins = 2*time.Second, 3*time.Second, origins
	sockets.MessageTimeout = 16 * time.Second
	if !reflect.DeepEqual(o.sockets, sockets) {
		t.Errorf("the sockets get %+v, want %+v", o.sockets, sockets)
	}
	consoles := console.Config{MaxConsoles: 5, MaxPerAddress: 22, MaxWatched: 6, QueueLength: 8, QueueBytesOfAll: 21, Socket: socket.Config{
		PongWait: 9 * time.Second, PingEvery: 4 * time.Second, CloseWait: time.Second,
		WriteTimeout: 2 * time.Second, HandshakeTimeout: 3 * time.Second, MessageTimeout: 16 * time.Second, Origins: origins,
	}}
	if !reflect.DeepEqual(o.consoles, consoles) {
		t.Errorf("the consoles get %+v, want %+v", o.consoles, consoles)
	}
	programs := instance.Config{MaxInstances: 16, MaxMembers: 17, Rate: 18, Burst: 19, Idle: 5 * time.Second, Life: 6 * time.Second, Log: o.programs.Log}
	if o.socketIO.MaxSessions != 20 {
		t.Errorf("Socket.IO gets %d sessions, want 20", o.socketIO.MaxSessions)
	}
	if o.programs != programs {
		t.Errorf("the programs get %+v, want %+v", o.programs, programs)
	}
	if o.maxRaw != 23 {
		t.Errorf("raw clients get %d connections, want 23", o.maxRaw)
	}
	if o.http != (gateLimits{10, 11}) || o.drainDelay != time.Minute || o.drainTime != 2*time.Minute || o.log != "json" {
		t.Errorf("the others are %+v", o)
	}
}

func TestSenselessValuesAreRefusedInASentence(t *testing.T) {
	for args, want := range map[string]string{
		"-max-message -1":      `invalid value "-1" for flag -max-message: want a whole number from 1 to `,
		"-max-message 0":       "want a whole number from 1 to ",
		"-max-message 64KB":    "want a whole number from 1 to ",
		"-max-connections 1e9": "want a whole number from 1 to ",
		"-queue-length 65537":  "want a whole number from 1 to 65536",
		"-pong-wait -5s":       `invalid value "-5s" for flag -pong-wait: want a time from 1ms to 24h0m0s, such as 500ms, 10s or 2m`,
		"-pong-wait 50":        "want a time from ",
		"-write-timeout 0":     "want a time from ",
		"-drain-time 0s":       "want a time from ",
		"-pong-wait 20s":       "-pong-wait 20s is not longer than -ping-every 20s, so every quiet client would be closed",
		"-ping-every 60s":      "-pong-wait 50s is not longer than -ping-every 1m0s",
		"-log xml":             `invalid value "xml" for flag -log: want text or json`,
		"-tls-cert a.pem":      "-tls-cert and -tls-key go together",
		"-tls-key a.pem":       "-tls-cert and -tls-key go together",
		"-metrics /figures":    "want an address, host:port, or /metrics",
		"-metrics :8080":       ":8080 is the address of the pages; to show the figures there, to everyone, say -metrics /metrics",
		"-origin *":            `origin "*": want scheme://host`,
		"-origin https://a/,x": `origin "https://a/": want nothing but`,
		"-origin null":         `origin "null": want scheme://host`,
		"-adr :1":              "flag provided but not defined: -adr (-h lists them)",
	} {
		if got := refusal(t, strings.Fields(args)...); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", args, got, want)
		}
	}
}

func TestHelpGivesEveryFlagWithItsReasonInNarrowLines(t *testing.T) {
	printed := apptest.NewOutput()
	if err := Run(t.Context(), []string{"-h"}, printed); err != nil {
		t.Fatal(err)
	}
	all := merged(groupsOf(new(options)))
	all.VisitAll(func(f *flag.Flag) {
		if len(f.Usage) < 40 || !regexp.MustCompile(`\n  -`+f.Name+`\s`).MatchString(printed.String()) { // a flag without a value ends the line
			t.Errorf("the help does not explain -%s", f.Name)
		}
	})
	for line := range strings.Lines(printed.String()) {
		line = regexp.MustCompile(` \(default .*\)`).ReplaceAllString(strings.Replace(line, "\t", "    ", 1), "")
		if len(line) > 81 {
			t.Errorf("%d characters: %s", len(line)-1, line)
		}
	}
}
