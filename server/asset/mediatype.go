package asset

import "path"

// mediaTypes are the types of files by the ends of their names. Package mime would read the
// table of the machine, which differs from one machine to the next. A browser compiles a
// module while it loads only if the type is application/wasm (WebAssembly Web API §4).
var mediaTypes = map[string]string{
	".css":   "text/css; charset=utf-8",
	".gif":   "image/gif",
	".html":  "text/html; charset=utf-8",
	".ico":   "image/vnd.microsoft.icon",
	".jpeg":  "image/jpeg",
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
	".zip":   "application/zip",
}

// MediaType returns the media type of a file by the end of its name. For an unknown end it
// returns application/octet-stream.
func MediaType(name string) string {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
