// Package static embeds the files that the browser loads. Package server/site puts links to the
// files in its pages, and package server/asset serves the files under hashed names.
//
// The scripts run in the browser as they are written, without a build step. Every page fetches
// the scripts in page/. A page fetches a script in live/ when it is needed, for example to run a
// step or a program, and the scripts in wire/ when a learner opens the view of the wire. css/ has
// the style sheets. gen/ has the files that the build makes: the WebAssembly module, its loader
// wasm_exec.js, the compressed forms of both, and the official client of Socket.IO.
//
// types.d.ts declares the types that the scripts, the module, the server and the pages with
// embedded lessons share. The server never serves types.d.ts.
package static

import (
	"embed"
	"io/fs"
)

//go:embed page live wire css gen
var files embed.FS

// FS returns the files. Before the module is built, gen/ has only a README.
func FS() fs.FS { return files }
