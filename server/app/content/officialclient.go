package content

import (
	"io/fs"
	"net/http"
	"os"

	"twocups/server/asset"
	"twocups/static"
)

// officialClient is the file with Socket.IO's official client. The build installs the client
// with npm. Without npm or a network, the file is missing.
const officialClient = "gen/socket.io.min.js"

// OfficialClient returns a handler that serves the script of Socket.IO's official client from
// a folder of static files, or from the binary if the folder is "". It returns nil if the
// script is missing.
func OfficialClient(folder string) http.Handler {
	files := static.FS()
	if folder != "" {
		root, err := os.OpenRoot(folder)
		if err != nil {
			return nil // New returns the same error
		}
		defer root.Close()
		files = root.FS()
	}
	script, err := fs.ReadFile(files, officialClient)
	if err != nil {
		return nil
	}
	return asset.NewBlob(asset.MediaType(officialClient), script)
}
