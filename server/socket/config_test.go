package socket

import (
	"testing"

	"twocups/server/limit/limittest"
)

func TestEveryLimitIsInTheListWithItsDefault(t *testing.T) {
	var c Config
	limittest.Complete(t, &c, c.Limits(), New(Config{}).config, "ShutdownSpread")
}
