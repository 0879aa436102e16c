// Package wsjs has typed functions that call the page and the browser's WebSocket. Command
// wasm uses it to give each player a [Page].
//
// The page exports these functions to the module under the import module name "twocups"
// (static/live/module.js; their contract is Imports in static/types.d.ts). The module calls
// them directly, without syscall/js. So a call costs nanoseconds, and the module is 21 KB
// smaller.
//
// A string or a message goes out as an address in the module's memory and a length.
// JavaScript reads it before the call returns. A string or a message comes in through
// [Reserve]: JavaScript writes it to the reserved memory, and passes its length to the
// export that it calls next.
package wsjs
