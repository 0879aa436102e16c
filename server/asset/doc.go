// Package asset serves what a browser loads, from memory, under names that
// never have to be asked for twice.
//
// # Blobs
//
// A [Blob] is a body that is ready to be sent: as it is, and as gzip and brotli
// make it smaller. It is compressed once, when it is made, so that a request
// costs the choice between three slices. The choice is the client's, by the
// weights of its Accept-Encoding field (RFC 9110 §12.5.3); among what it likes
// equally, the smallest is sent. Every form has a strong entity tag of its own,
// and a client that has it already gets 304 (RFC 9110 §13.1.2).
//
// # Sets
//
// A [Set] is the files of a file system, each of them a blob under a hashed name:
//
//	gen/twocups.wasm  ->  /static/gen/twocups.1a2b3c4d5e6f.wasm
//
// The name changes with the content, so what stands under it never changes, and a
// browser may keep it for ever. Files name each other, too: in JavaScript
// and CSS, a string or url() that names a file of the set relatively, such as
// "./rows.js" or url(../cup.svg), becomes that file's hashed name. So a module
// imports its siblings by immutable names, with no build step: what
// an author writes is what runs. The hash of a file covers the names in it, and
// with them, all that it loads; hence files may not name each other in a circle.
// A name that is no file of the set is left as it is, since a set may be served
// before all of it has been built.
//
// The plain name works as well, for people who look: /static/rows.js is the same
// content, which the browser asks for each time.
//
// A file beside another one, with .br or .gz after its name, is the other one
// compressed ahead of time. It spares the set the work if that is
// what it really holds, and is passed over if not. The program in the folder
// precompress makes such files; the one in joindata first makes the WebAssembly module
// compress better.
package asset
