package files

import (
	"os"
	"testing"

	"twocups/server/proof/noderun"
)

func TestTheScriptsOfThePageInNode(t *testing.T) {
	for _, tests := range []string{"transfer", "line"} {
		t.Run(tests, func(t *testing.T) {
			file := "testdata/" + tests + ".test.mjs"
			noderun.Run(t, `import "./`+file+`";`, os.DirFS("."), "*.js", file)
		})
	}
}
