// Package asset serves pages, scripts, styles and the module from memory, compressed, and
// static files under names that a browser never requests twice. Package site serves everything
// with it.
//
// # Blobs
//
// A [Blob] is a body that is ready to be sent: as it is, and compressed with gzip and with
// brotli. It is compressed once, when it is made, so a request costs only the choice between
// the three forms. The weights of the client's Accept-Encoding field decide (RFC 9110
// §12.5.3), and the smallest of several equal forms is sent. Each form has a strong entity tag
// of its own. A client that already has the form gets 304 (RFC 9110 §13.1.2).
//
// # Sets
//
// A [Set] is the files of a file system. Each is a blob under a hashed name:
//
//	gen/twocups.wasm  ->  /static/gen/twocups.1a2b3c4d5e6f.wasm
//
// The name changes with the content. The content under a name therefore never changes, and a
// browser may keep it forever. In JavaScript and CSS, a string or url() with the relative name
// of a file of the set, such as "./rows.js" or url(../cup.svg), becomes the hashed name of that
// file. So a script imports its siblings by immutable names, without a build step. The hash of
// a file covers the names in it, and with them all files that it loads; files may therefore
// not name each other in a circle. A name that is no file of the set stays as it is, because a
// set may be served before all of it is built.
//
// The plain name works too, for people who look around: /static/wire/row.js has the same
// content, which the browser revalidates each time.
//
// A file beside another one, with .br or .gz after its name, is the other one compressed by
// the build. The set uses it if it decodes to the other file, and ignores it if not. The
// program wasm/build/precompress makes such files.
package asset
