package asset

import "path"

// mediaTypes are the types of the files that a set serves, by the ends of their
// names. The machine's own table (package mime) differs from one machine to the
// next, and a module of another type than application/wasm can't be compiled while it
// is loaded (WebAssembly Web API §4).
var mediaTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/vnd.microsoft.icon",
	".jpg":   "image/jpeg",
	".js":    "text/javascript; charset=utf-8", // RFC 9239 §6
	".json":  "application/json",
	".mjs":   "text/javascript; charset=utf-8",
	".png":   "image/png",
	".svg":   "image/svg+xml",
	".txt":   "text/plain; charset=utf-8",
	".wasm":  "application/wasm",
	".webp":  "image/webp",
	".woff2": "font/woff2",
}

// MediaType returns the media type of a file by the end of its name, and
// application/octet-stream where it is unknown.
func MediaType(name string) string {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
