// Package wsjs is the js edge: the page and the browser's WebSocket, as typed
// calls. The page hands the module these functions under the import module name
// "twocups" (static/live/module.js), and the compiled calls go to JavaScript directly,
// without syscall/js: a call costs nanoseconds, and the module is 21 KB lighter.
//
// Strings and bytes go out as a place in the module's memory and a length, which
// JavaScript reads before it returns. They come in through [Room]: JavaScript
// asks for room, writes there, and names the length in the call that follows.
package wsjs
