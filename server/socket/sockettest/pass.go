package sockettest

import (
	"testing/synctest"
	"time"
)

// Pass lets the time d pass in the bubble of a synctest.Test. It returns when all goroutines of
// the bubble wait again. No real time passes: the bubble's clock jumps ahead when all its
// goroutines wait. Outside of a bubble, Pass panics.
func Pass(d time.Duration) {
	synctest.Wait() // so that work that has begun is done before the time passes
	time.Sleep(d)
	synctest.Wait()
}
