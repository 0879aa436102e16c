package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestAServerThatServesNothingFails(t *testing.T) {
	nothing := httptest.NewServer(http.NotFoundHandler())
	defer nothing.Close()
	var out strings.Builder
	err := run(t.Context(), []string{nothing.URL}, &out)
	if err == nil || !strings.HasSuffix(err.Error(), " cases failed") || !strings.Contains(out.String(), "Socket.IO: events") {
		t.Errorf("the run says %v\n%s", err, &out)
	}
}

func TestOneURLIsNeeded(t *testing.T) {
	for _, args := range [][]string{{}, {"a", "b"}, {"ws://127.0.0.1"}} {
		if err := run(t.Context(), args, io.Discard); err == nil || !strings.Contains(err.Error(), "one URL is needed") {
			t.Errorf("%q: %v", args, err)
		}
	}
}
