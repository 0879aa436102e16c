package asset

import "path"

// mediaTypes has the media type of each file extension. Package mime also reads the tables of the
// machine, which differ between machines. A browser compiles a module during the download only if
// the type is application/wasm (WebAssembly Web API §4).
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

// MediaType returns the media type of a file by the extension of its name. For an unknown
// extension it returns application/octet-stream.
func MediaType(name string) string {
	if t, ok := mediaTypes[path.Ext(name)]; ok {
		return t
	}
	return "application/octet-stream"
}
