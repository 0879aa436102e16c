// Package asset serves compressed pages, scripts, styles and the WebAssembly module from memory.
// Package site uses it for all pages and static files. A browser requests a static file only once,
// because the name of the file changes with the content.
//
// # Blobs
//
// A [Blob] has up to three forms of a body: uncompressed, and compressed with gzip and with
// brotli. [NewBlob] compresses the body once, so a request costs only the choice between the
// forms. The blob sends the form with the greatest weight in the client's Accept-Encoding field
// (RFC 9110 §12.5.3). If several forms have this weight, the blob sends the smallest. Each form
// has a strong entity tag of its own. A client that already has the form gets 304 (RFC 9110
// §13.1.2).
//
// # Sets
//
// A [Set] has the files of a file system. Each file is a blob with a hashed name:
//
//	gen/twocups.wasm  ->  /static/gen/twocups.1a2b3c4d5e6f.wasm
//
// The name changes with the content. The content of a name therefore never changes, and a browser
// may cache the file forever.
//
// JavaScript and CSS files refer to other files by relative names, in strings and in url(), such
// as "./rows.js" or url(../cup.svg). The set replaces the name of each file that it has by the
// hashed name. So a script imports other scripts by hashed names, without a build step. The hash
// of a file covers the hashed names in the file, and so the content of all files that it loads.
// Therefore, files must not refer to each other in a circle. The set doesn't replace the name of a
// file that it lacks, because a server may start before the build has made all files.
//
// The plain name works too, for people who read the scripts: /static/wire/row.js has the same
// content, which the browser revalidates each time.
//
// A file page.js.br or page.js.gz beside a file page.js is a compressed form of page.js. The program
// wasm/build/precompress makes compressed forms. The set uses a compressed form only if it decodes
// to the content that the set serves.
package asset
