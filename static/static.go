// Package static embeds the files that the browser loads. Package server/site names the
// files in its pages, and package server/asset serves them under hashed names.
//
// The scripts run in the browser as they are written, without a build step. Their folder
// says when a page fetches them: page/ with every page, live/ once a step or a program is
// wanted, wire/ when a learner opens the view of the wire. css/ has the style sheets. gen/
// has what the build makes: the WebAssembly module, its loader wasm_exec.js, and the
// compressed forms of both. types.d.ts is the contract between the scripts, the module,
// the server and the pages that embed a lesson; it is never served.
package static

import (
	"embed"
	"io/fs"
)

//go:embed page live wire css gen
var files embed.FS

// FS returns the files. Before the module is built, gen/ has only a README.
func FS() fs.FS { return files }
