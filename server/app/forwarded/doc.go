// Package forwarded finds the client of each request behind reverse proxies that the operator
// trusts. Package app puts it in front of everything that limits, logs or admits clients.
//
// A proxy opens connections of its own, so its address is the peer of every request. The proxy
// describes its client in one of three ways:
//
//	PROXY protocol      a header in front of the first byte of the connection; [Proxies.Listen] reads it
//	Forwarded           a header field of each request (RFC 7239)
//	X-Forwarded-For     a header field of each request, with X-Forwarded-Proto and X-Forwarded-Host
//
// [Proxies.Handler] changes each request so that it looks as if no proxy were there: RemoteAddr
// is the address of the client, Host is the host that the browser asked for, and URL.Scheme is the
// scheme that the browser used. URL.Scheme is "" if nobody knows the scheme. The packages behind
// the handler read these three values, and don't know this package.
//
// # Whom the package believes
//
// A client can send any field. The package therefore reads the fields only if the peer of the
// connection is a trusted proxy. Each proxy appends the address of its own peer, so the package
// reads the addresses from the last to the first. The first address that is no trusted proxy is
// the client. What stands before this address comes from the client, and isn't read.
//
// Most proxies write one kind of field and pass on the other kind as it came. If a request has
// both kinds and they name different clients, one of them may come from the client. The package
// then believes neither, and the proxy counts as the client.
package forwarded
