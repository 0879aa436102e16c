package logging

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// summaryInterval is the time between two summaries of the lines that were left out.
const summaryInterval = 10 * time.Second

// maxKinds is the number of kinds of lines with a rate of their own: more than the program has.
// Further kinds share one rate.
const maxKinds = 100

// kind says which lines share a rate: those with the same message and the same "reason".
type kind struct{ message, reason string }

// rates are the rates of the lines that strangers cause. While lines are left out, a summary says
// every few seconds how many.
type rates struct {
	log   *slog.Logger // for the summaries
	rate  rate.Limit
	burst int

	mu      sync.Mutex
	kinds   map[kind]*kindRate
	leftOut int         // lines in all
	summary *time.Timer // nil while no line has been left out since the last summary
	closed  bool
}

// kindRate is the rate of one kind of lines.
type kindRate struct {
	limiter *rate.Limiter
	leftOut int // lines since the last summary
}

func newRates(log *slog.Logger, perSecond, burst int) *rates {
	return &rates{log: log, rate: rate.Limit(perSecond), burst: burst, kinds: make(map[kind]*kindRate)}
}

// allow reports whether a line of this kind may be logged now. If not, it counts the line as left
// out.
func (r *rates) allow(of kind) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	k := r.rateOf(of)
	if k.limiter.Allow() {
		return true
	}
	k.leftOut++
	r.leftOut++
	if r.summary == nil && !r.closed {
		r.summary = time.AfterFunc(summaryInterval, r.summarize)
	}
	return false
}

// rateOf returns the rate of a kind. The caller holds the mutex.
func (r *rates) rateOf(of kind) *kindRate {
	if r.kinds[of] == nil && len(r.kinds) >= maxKinds {
		of = kind{message: "others"}
	}
	if r.kinds[of] == nil {
		r.kinds[of] = &kindRate{limiter: rate.NewLimiter(r.rate, r.burst)}
	}
	return r.kinds[of]
}

// summarize logs how many lines of each kind were left out since the last summary.
func (r *rates) summarize() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.summary = nil
	for of, k := range r.kinds {
		if k.leftOut == 0 {
			continue
		}
		attrs := []any{"like", of.message, "lines", k.leftOut}
		if of.reason != "" {
			attrs = append(attrs, "reason", of.reason)
		}
		r.log.Warn("lines were left out, because strangers caused too many", attrs...)
		k.leftOut = 0
	}
}

// close logs the last summary.
func (r *rates) close() {
	r.mu.Lock()
	r.closed = true
	if r.summary != nil {
		r.summary.Stop()
	}
	r.mu.Unlock()
	r.summarize()
}

func (r *rates) leftOutLines() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.leftOut
}

// limitedHandler is a handler whose lines have rates.
type limitedHandler struct {
	slog.Handler
	rates *rates
}

// Handle passes on the record unless its kind is over its rate (slog.Handler).
func (h limitedHandler) Handle(ctx context.Context, record slog.Record) error {
	of := kind{message: record.Message}
	record.Attrs(func(a slog.Attr) bool {
		if a.Key == "reason" {
			of.reason = a.Value.String()
		}
		return true
	})
	if !h.rates.allow(of) {
		return nil
	}
	return h.Handler.Handle(ctx, record)
}

// WithAttrs returns a handler that shares the rates (slog.Handler).
func (h limitedHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return limitedHandler{h.Handler.WithAttrs(attrs), h.rates}
}

// WithGroup returns a handler that shares the rates (slog.Handler).
func (h limitedHandler) WithGroup(name string) slog.Handler {
	return limitedHandler{h.Handler.WithGroup(name), h.rates}
}
