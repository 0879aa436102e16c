//go:build proof

package proxies

import (
	"strings"
	"testing"

	"twocups/server/e2e/browser"
)

// lesson is a lesson with a block that connects to the echo.
const lesson = "/lessons/what-websockets-are"

// The lines of the configurations that these tests edit.
const (
	nginxHost    = "      proxy_set_header Host $http_host;\n"
	nginxUpgrade = "      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection $connection_upgrade;\n"
	nginxVersion = "proxy_http_version 1.1;"
	nginxScheme  = "proxy_set_header X-Forwarded-Proto https;"
	apacheHost   = "ProxyPreserveHost On"
	apacheScheme = "RequestHeader set X-Forwarded-Proto https"
	haproxyLine  = "  server program PROGRAM"
)

// Behind each configuration of a proxy, a page opens its WebSocket, or the page and the log say what
// is wrong and which line to change.
func TestAPageOpensItsWebSocketOrNamesTheLineToChange(t *testing.T) {
	trust := []string{"-trusted-proxy", "127.0.0.1"}
	for _, test := range []struct {
		name  string
		proxy kind
		args  []string
		cause string // on the page; "": the WebSocket opens
		line  string // to change, on the page and in the log
	}{
		{"nginx with Host $http_host", nginx, nil, "", ""},
		{"nginx with Host $host", nginx.with("Host $http_host;", "Host $host;"), nil, "the server was asked for as http or https://127.0.0.1.", "proxy_set_header Host $http_host;"},
		{"nginx with Host $host:$server_port", nginx.with("Host $http_host;", "Host $host:$server_port;"), nil, "", ""},
		{"nginx without Host", nginx.with(nginxHost, ""), nil, "the server was asked for as http or https://PROGRAM.", "proxy_set_header Host $http_host;"},
		{"nginx without Host, trusted", nginx.with(nginxHost, "proxy_set_header X-Forwarded-Host $http_host;", nginxScheme, ""), trust, "", ""},
		{"nginx with a wrong scheme, trusted", nginx, trust, "the server was asked for as https://LISTEN.", "proxy_set_header X-Forwarded-Proto $scheme;"},
		{"nginx with the scheme, trusted", nginx.with(nginxScheme, "proxy_set_header X-Forwarded-Proto $scheme;"), trust, "", ""},
		{"nginx without Upgrade", nginx.with(nginxUpgrade, ""), nil, "without its fields Upgrade and Connection.", "proxy_set_header Upgrade $http_upgrade;"},
		{"nginx with HTTP/1.0", nginx.with(nginxVersion, "proxy_http_version 1.0;"), nil, "it needs HTTP/1.1.", "proxy_http_version 1.1;"},
		{"Apache with ProxyPreserveHost", apache, nil, "", ""},
		{"Apache without ProxyPreserveHost", apache.with(apacheHost, ""), nil, "the server was asked for as http or https://PROGRAM.", "ProxyPreserveHost On"},
		{"Apache without ProxyPreserveHost, trusted", apache.with(apacheHost, "", apacheScheme, ""), trust, "", ""},
		{"Apache with the scheme, trusted", apache.with(apacheScheme, "RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}"), trust, "", ""},
		{"Apache without upgrade", apache.with("upgrade=websocket ", ""), nil, "without its fields Upgrade and Connection.", "upgrade=websocket"},
		{"HAProxy", haproxy, nil, "", ""},
		{"HAProxy with send-proxy", haproxy.with(haproxyLine, haproxyLine+" send-proxy", "X-Forwarded-Proto https", "X-Forwarded-Proto http"), trust, "", ""},
		{"HAProxy with send-proxy-v2", haproxy.with(haproxyLine, haproxyLine+" send-proxy-v2", "X-Forwarded-Proto https", "X-Forwarded-Proto http"), trust, "", ""},
		{"HAProxy with option forwardfor", haproxy.with(haproxyLine, "  option forwardfor\n"+haproxyLine, "X-Forwarded-Proto https", "X-Forwarded-Proto http"), trust, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := program.Launch(t, test.args...)
			listen := test.proxy.start(t, p)
			tab := browser.Visit(t, "http://"+listen+lesson)
			tab.Complaints.Allow("WebSocket connection to .* failed|Failed to load resource")
			block := tab.Block("first-echo")
			block.PressStep(1)
			if test.cause == "" {
				block.WaitState("open")
				block.PressStep(2)
				block.WaitDone(1, 2)
				return
			}
			names := strings.NewReplacer("PROGRAM", strings.TrimPrefix(p.Address, "http://"), "LISTEN", listen)
			block.WaitTrouble(names.Replace(test.cause))
			if trouble := block.Trouble(); !strings.Contains(trouble, test.line) || !strings.Contains(trouble, "person who runs the server") {
				t.Errorf("the page does not name %s: %s", test.line, trouble)
			}
			if log := p.Printed.String(); !strings.Contains(log, "a WebSocket was refused") || !strings.Contains(log, test.line) {
				t.Errorf("the log does not name %s:\n%s", test.line, log)
			}
		})
	}
}
