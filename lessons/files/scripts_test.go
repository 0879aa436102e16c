package files

import (
	"os"
	"testing"

	"twocups/server/nodetest"
)

func TestTheScriptsOfThePageInNode(t *testing.T) {
	nodetest.Run(t, `import "./testdata/transfer.test.mjs";`, os.DirFS("."), "*.js", "testdata/transfer.test.mjs")
}
