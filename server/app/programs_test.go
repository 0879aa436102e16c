package app

import (
	"fmt"
	"runtime"
	"testing"

	"twocups/server/instance"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
)

// After its members have left, an instance of each program takes no more memory than the budget
// counts for it.
func TestAnInstanceTakesNoMoreThanItsCost(t *testing.T) {
	const many = 300
	for _, program := range programTable {
		instances := instance.New(instance.Config{}, program.start)
		url := sockettest.Serve(t, instances.Handler(socket.New(socket.Config{})))
		visit := func(from, to int) {
			t.Run("", func(t *testing.T) { // nothing of the clients is left after the subtest
				for i := from; i < to; i++ {
					sockettest.Dial(t, fmt.Sprintf("%s?instance=%022d", url, i)).Close()
				}
			})
			sockettest.Await(t, "all to have left", func() bool { return instances.Figures().Members == 0 })
		}
		visit(0, many) // fills pools
		before := heapInUse()
		visit(many, 2*many)
		each := (int(heapInUse()) - int(before)) / many
		t.Logf("an instance of %s takes %d bytes", program.path, each)
		if each > instance.Cost {
			t.Errorf("an instance of %s takes %d bytes, want %d at most", program.path, each, instance.Cost)
		}
	}
}

// heapInUse returns the number of bytes that the heap has in use.
func heapInUse() uint64 {
	runtime.GC()
	runtime.GC() // frees what the pools have dropped
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
