package files

import (
	"os"
	"testing"

	"twocups/server/proof/noderun"
)

func TestTheScriptsOfThePageInNode(t *testing.T) {
	noderun.Run(t, `import "./testdata/transfer.test.mjs";`, os.DirFS("."), "*.js", "testdata/transfer.test.mjs")
}
