package app

import (
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"twocups/server/app/apptest"
	"twocups/server/app/logging"
	"twocups/server/limit"
	"twocups/server/limit/limittest"
	"twocups/server/socket/sockettest"
)

// quiet returns a log that is closed when the test ends.
func quiet(t *testing.T) *logging.Log {
	log := logging.New(logging.Config{}, io.Discard)
	t.Cleanup(func() { log.Close(sockettest.Timeout) })
	return log
}

// parsed returns the options of arguments.
func parsed(t *testing.T, args ...string) options {
	t.Helper()
	o, err := parseOptions(args, apptest.NewOutput())
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// refusal returns the error for arguments that must be refused.
func refusal(t *testing.T, args ...string) string {
	t.Helper()
	printed := apptest.NewOutput()
	_, err := parseOptions(args, printed)
	if err == nil {
		t.Errorf("%s is accepted", args)
		return ""
	}
	if printed.String() != "" {
		t.Errorf("%s: the error comes with %q", args, printed)
	}
	return err.Error()
}

// limits returns the limits of each field of the options that has a method Limits.
func limits(o *options) (all []limit.Limit) {
	for _, limited := range []interface{ Limits() []limit.Limit }{
		&o.drain, &o.memory, &o.log, &o.sockets, &o.raw, &o.consoles, &o.socketIO, &o.connections, &o.requests, &o.programs,
	} {
		all = append(all, limited.Limits()...)
	}
	return all
}

func TestNoLimitOfTheOptionsIsForgotten(t *testing.T) {
	var o options
	listed := map[any]bool{}
	for _, l := range limits(&o) {
		listed[l.Field] = true
	}
	limited := reflect.TypeFor[interface{ Limits() []limit.Limit }]()
	fields := reflect.ValueOf(&o).Elem()
	for i := range fields.NumField() {
		field := fields.Field(i)
		if !field.Addr().Type().Implements(limited) {
			continue
		}
		found := false
		for j := range field.NumField() {
			number := field.Field(j)
			found = found || number.Kind() == reflect.Int && listed[(*int)(number.Addr().UnsafePointer())] ||
				number.Type() == reflect.TypeFor[time.Duration]() && listed[(*time.Duration)(number.Addr().UnsafePointer())]
		}
		if !found {
			t.Errorf("the limits of %s are not tested", fields.Type().Field(i).Name)
		}
	}
}

func TestEveryLimitOfTheProgramIsInTheListWithItsDefault(t *testing.T) {
	o := parsed(t)
	var raw rawLimits
	limittest.Complete(t, &raw, raw.Limits(), o.raw)
	var drain drainTimes
	limittest.Complete(t, &drain, drain.Limits(), o.drain)
	var requests requestLimits
	limittest.Complete(t, &requests, requests.Limits(), o.requests)
}

// sizes are the flags of sizes, with the suffix that everyLimit uses.
var sizes = map[string]string{"memory": "g", "max-header": "k"}

// everyLimit returns arguments that set each limit with a flag to its position in the list.
func everyLimit() []string {
	args := []string{"-pong-wait", "24h"} // longer than -ping-every
	var o options
	for i, l := range limits(&o) {
		if l.Flag == limit.NoFlag || l.Flag == "pong-wait" {
			continue
		}
		value := fmt.Sprint(i + 1)
		if _, isTime := l.Field.(*time.Duration); isTime {
			value += "s"
		}
		if suffix, isSize := sizes[l.Flag]; isSize {
			value += suffix
		}
		args = append(args, "-"+l.Flag, value)
	}
	return args
}

func TestEveryLimitReachesTheConfigThatItIsFor(t *testing.T) {
	o := parsed(t, everyLimit()...)
	c := newConfig(o, unlimitedDescriptors, quiet(t))
	got := map[string]string{}
	for _, limited := range []interface{ Limits() []limit.Limit }{
		&o.log, &c.sockets, &c.consoles, &c.socketIO, &c.programs, &c.pages.connections, &c.pages.requests, &c.drain,
	} {
		for _, l := range limited.Limits() {
			got[l.Flag] = l.Value.String()
		}
	}
	got["memory"] = fmt.Sprintf("%dg", 2*c.memory.Figures().Most>>30)
	got["max-raw"] = fmt.Sprint(c.raw.MaxConnections)
	for _, l := range limits(&o) {
		if l.Flag != limit.NoFlag && got[l.Flag] != l.Value.String() {
			t.Errorf("-%s %s is %q in the configuration", l.Flag, l.Value, got[l.Flag])
		}
	}
}

func TestEveryLimitWithAFlagIsSetByItAndIsInTheHelp(t *testing.T) {
	printed := apptest.NewOutput()
	if err := Run(t.Context(), []string{"-h"}, printed); err != nil {
		t.Fatal(err)
	}
	o := parsed(t, everyLimit()...)
	for i, l := range limits(&o) {
		if l.Flag == limit.NoFlag {
			continue
		}
		if !strings.Contains(printed.String(), "\n  -"+l.Flag+" ") {
			t.Errorf("the help has no -%s", l.Flag)
		}
		if got := l.Value.String(); l.Flag != "pong-wait" && got != fmt.Sprint(i+1) && got != fmt.Sprint(i+1, sizes[l.Flag]) && got != (time.Duration(i+1)*time.Second).String() {
			t.Errorf("-%s does not set its limit, which is %s", l.Flag, got)
		}
	}
}

func TestFlagsThatAreNoLimitsReachTheOptions(t *testing.T) {
	o := parsed(t, strings.Fields("-addr :1 -metrics :2 -log json -tls-cert a -tls-key b -version -trusted-proxy 10.1.2.3,10.0.0.0/8 -trusted-proxy 2001:db8::1 -origin https://a.example,http://B.example:80 -origin https://c.example")...)
	if o.addr != ":1" || o.metrics != ":2" || o.log.Format != "json" || o.certificate != "a" || o.key != "b" || !o.version {
		t.Errorf("the options are %+v", o)
	}
	if want := []string{"10.1.2.3/32", "10.0.0.0/8", "2001:db8::1/128"}; !reflect.DeepEqual(o.proxies, want) {
		t.Errorf("the proxies are %q, want %q", o.proxies, want)
	}
	if want := []string{"https://a.example", "http://b.example", "https://c.example"}; !reflect.DeepEqual(o.origins, want) {
		t.Errorf("the origins are %q, want %q", o.origins, want)
	}
}

func TestWrongValuesAreRefusedInASentence(t *testing.T) {
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
		"-drain-spread 4s":     "-drain-spread 4s is more than a third of -drain-time 10s, so the last clients would have too little time to close",
		"-pong-wait 20s":       "-pong-wait 20s is not longer than -ping-every 20s, so every quiet client would be closed",
		"-ping-every 60s":      "-pong-wait 50s is not longer than -ping-every 1m0s",
		"-log xml":             `invalid value "xml" for flag -log: want text or json`,
		"-tls-cert a.pem":      "-tls-cert and -tls-key go together",
		"-tls-key a.pem":       "-tls-cert and -tls-key go together",
		"-metrics /figures":    "want an address, host:port, or /metrics",
		"-metrics 9090":        "reading flag -metrics: \"9090\" (want an address, host:port, or /metrics)",
		"-addr 8080":           "reading flag -addr: \"8080\" (want host:port)",
		"-metrics :8080":       ":8080 is the address of the pages; to serve the figures there, to everyone, use -metrics /metrics",
		"-origin *":            `origin "*": want scheme://host`,
		"-origin https://a/,x": `origin "https://a/": want nothing but`,
		"-origin null":         `origin "null": want scheme://host`,
		"-trusted-proxy nginx": `invalid value "nginx" for flag -trusted-proxy: proxy "nginx": want an IP address, such as 10.0.0.7, or a prefix`,
		"-adr :1":              "flag provided but not defined: -adr (-h lists them)",
	} {
		if got := refusal(t, strings.Fields(args)...); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", args, got, want)
		}
	}
}

func TestTheHelpHasNarrowLines(t *testing.T) {
	printed := apptest.NewOutput()
	if err := Run(t.Context(), []string{"-h"}, printed); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(printed.String()) {
		line = regexp.MustCompile(` \(default .*\)`).ReplaceAllString(strings.Replace(line, "\t", "    ", 1), "")
		if len(line) > 81 {
			t.Errorf("%d characters: %s", len(line)-1, line)
		}
	}
}
