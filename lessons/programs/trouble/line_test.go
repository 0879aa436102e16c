package trouble_test

import (
	"os"
	"testing"

	"twocups/server/proof/noderun"
)

func TestTheScriptsOfThePageInNode(t *testing.T) {
	noderun.Run(t, `import "./testdata/line.test.mjs";`, os.DirFS("."), "*.js", "testdata/line.test.mjs")
}
