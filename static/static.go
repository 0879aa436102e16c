// Package static is what the browser loads: scripts, styles, and in gen/ what the
// build makes, which is the WebAssembly module, its loader wasm_exec.js, and both
// compressed. The programs run in the browser as they stand; package asset
// serves them under hashed names.
package static

import (
	"embed"
	"io/fs"
)

//go:embed *.js *.css gen
var files embed.FS

// FS returns the files. Before the module is built, gen/ holds a README alone.
func FS() fs.FS { return files }
