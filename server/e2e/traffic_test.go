package e2e

import (
	"net/url"
	"sync"

	"github.com/chromedp/cdproto/network"
)

// traffic is what a tab asked for, and how many bytes came.
type traffic struct {
	mu     sync.Mutex
	asked  map[network.RequestID]string // its address
	answer map[network.RequestID]int    // bytes over the wire, header included
}

func newTraffic() *traffic {
	return &traffic{asked: map[network.RequestID]string{}, answer: map[network.RequestID]int{}}
}

// take takes an event of the tab.
func (f *traffic) take(event any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		f.asked[e.RequestID] = e.Request.URL
	case *network.EventLoadingFinished:
		f.answer[e.RequestID] = int(e.EncodedDataLength)
	case *network.EventWebSocketCreated:
		f.asked[e.RequestID] = e.URL
	}
}

// requests returns the addresses that were asked for over a network.
func (f *traffic) requests() []*url.URL {
	f.mu.Lock()
	defer f.mu.Unlock()
	var addresses []*url.URL
	for _, text := range f.asked {
		if address, err := url.Parse(text); err == nil && address.Scheme != "data" {
			addresses = append(addresses, address)
		}
	}
	return addresses
}

// bytes returns how much came over the wire.
func (f *traffic) bytes() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	sum := 0
	for _, n := range f.answer {
		sum += n
	}
	return sum
}
