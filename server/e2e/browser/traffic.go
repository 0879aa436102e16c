package browser

import (
	"net/url"
	"sync"

	"github.com/chromedp/cdproto/network"
)

// Traffic has the requests of a tab, and the number of bytes that it has received.
type Traffic struct {
	mu       sync.Mutex
	requests map[network.RequestID]string // URLs
	received map[network.RequestID]int    // bytes over the network, header fields included
}

func newTraffic() *Traffic {
	return &Traffic{requests: map[network.RequestID]string{}, received: map[network.RequestID]int{}}
}

// listen records an event of the tab.
func (f *Traffic) listen(event any) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		f.requests[e.RequestID] = e.Request.URL
	case *network.EventLoadingFinished:
		f.received[e.RequestID] = int(e.EncodedDataLength)
	case *network.EventWebSocketCreated:
		f.requests[e.RequestID] = e.URL
	}
}

// Requests returns the URLs that the tab has requested over the network, WebSockets included.
func (f *Traffic) Requests() []*url.URL {
	f.mu.Lock()
	defer f.mu.Unlock()
	var addresses []*url.URL
	for _, text := range f.requests {
		if address, err := url.Parse(text); err == nil && address.Scheme != "data" {
			addresses = append(addresses, address)
		}
	}
	return addresses
}

// Bytes returns the number of bytes that the responses had on the network.
func (f *Traffic) Bytes() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	sum := 0
	for _, n := range f.received {
		sum += n
	}
	return sum
}
