package sockettest

import (
	"testing/synctest"
	"time"
)

// Pass lets so much time pass in the bubble of a synctest.Test, and returns when all
// that it brought about is done. Nobody waits for it: the bubble's clock goes on
// when everything in it waits. Outside of a bubble it panics.
func Pass(d time.Duration) {
	synctest.Wait() // what is under way is done before, not meanwhile
	time.Sleep(d)
	synctest.Wait()
}
