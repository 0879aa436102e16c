package app

import (
	"io/fs"
	"net/http"
	"os"

	"twocups/server/asset"
	"twocups/static"
)

// bundleFile is the official client of Socket.IO, where the build could fetch it.
const bundleFile = "gen/socket.io.min.js"

// bundle returns what serves the official client, from the given folder of static files
// or from the binary; nil if it is not there.
func bundle(folder string) http.Handler {
	files := static.FS()
	if folder != "" {
		root, err := os.OpenRoot(folder)
		if err != nil {
			return nil // which loading the other static files has said
		}
		defer root.Close()
		files = root.FS()
	}
	script, err := fs.ReadFile(files, bundleFile)
	if err != nil {
		return nil
	}
	return asset.NewBlob(asset.MediaType(bundleFile), script)
}
