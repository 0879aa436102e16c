package trouble_test

import (
	"os"
	"testing"

	"twocups/server/nodetest"
)

func TestTheScriptsOfThePageInNode(t *testing.T) {
	nodetest.Run(t, `import "./testdata/line.test.mjs";`, os.DirFS("."), "*.js", "testdata/line.test.mjs")
}
