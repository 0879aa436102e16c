package logging_test

import (
	"io"
	"testing"
	"time"

	"twocups/server/app/logging"
	"twocups/server/limit/limittest"
	"twocups/server/proof/leakcheck"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

func TestEveryLimitIsInTheListWithItsDefault(t *testing.T) {
	var c logging.Config
	log := logging.New(logging.Config{}, io.Discard)
	defer log.Close(time.Minute)
	limittest.Complete(t, &c, c.Limits(), log.Config())
}
