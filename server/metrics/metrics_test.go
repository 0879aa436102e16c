package metrics_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"twocups/server/metrics"
	"twocups/server/proof/leakcheck"
	"twocups/server/socket"
	"twocups/server/socket/sockettest"
	"twocups/server/sockets/echo"
)

func TestMain(m *testing.M) { leakcheck.Main(m) }

// figures returns the figures that a scrape reads.
func figures(t *testing.T, m *metrics.Metrics) string {
	t.Helper()
	server := httptest.NewServer(m.Handler())
	defer server.Close()
	return get(t, server.URL)
}

func get(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// expect checks that the figures hold each line.
func expect(t *testing.T, figures string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+figures, "\n"+line+"\n") {
			t.Errorf("no line %s in\n%s", line, ownFigures(figures))
		}
	}
}

func ownFigures(figures string) string {
	var lines strings.Builder
	for line := range strings.Lines(figures) {
		if strings.Contains(line, "twocups_") {
			lines.WriteString(line)
		}
	}
	return lines.String()
}

func TestRequestsAreCountedByTheirRouteAndStatus(t *testing.T) {
	site := http.NewServeMux()
	site.HandleFunc("GET /lessons/", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a lesson") })
	site.HandleFunc("GET /silent", func(http.ResponseWriter, *http.Request) {})
	site.HandleFunc("GET /gone", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusGone)
	})
	site.HandleFunc("GET /broken", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	mux := http.NewServeMux()
	mux.Handle("/", site)
	mux.Handle("/echo", echo.Handler(socket.New(sockettest.Patient(socket.Config{}))))

	m := metrics.New()
	url := sockettest.Serve(t, m.Count(mux))
	address := "http" + strings.TrimPrefix(url, "ws")
	for _, path := range []string{"/lessons/a", "/lessons/b", "/silent", "/gone", "/none", "/echo", "/a//b"} {
		get(t, address+path)
	}
	once := http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // so that a request is never sent twice
	if response, err := once.Get(address + "/broken"); err == nil {
		response.Body.Close()
		t.Errorf("a handler that panics answers %s", response.Status)
	}
	sockettest.Dial(t, url+"/echo") // is counted while it is open
	expect(t, figures(t, m),
		`twocups_http_requests_total{code="200",route="GET /lessons/"} 2`,
		`twocups_http_requests_total{code="200",route="GET /silent"} 1`,
		`twocups_http_requests_total{code="410",route="GET /gone"} 1`,
		`twocups_http_requests_total{code="500",route="GET /broken"} 1`,
		`twocups_http_requests_total{code="426",route="/echo"} 1`,
		`twocups_http_requests_total{code="101",route="/echo"} 1`,
	)
}

func TestAnUnknownPathAddsNoTimeSeries(t *testing.T) {
	m := metrics.New()
	mux := http.NewServeMux()
	mux.Handle("GET /known", http.NotFoundHandler())
	server := httptest.NewServer(m.Count(mux))
	defer server.Close()
	for _, path := range []string{"/", "/wp-login.php", "/known", "/%00", "/..%2f", "//"} {
		get(t, server.URL+path)
	}
	if got := strings.Count(figures(t, m), "\ntwocups_http_requests_total{"); got > 3 {
		t.Errorf("%d series:\n%s", got, ownFigures(figures(t, m)))
	}
}

func TestFiguresAreReadWhenTheyAreServed(t *testing.T) {
	m := metrics.New()
	lessons := 1
	m.Gauge("lessons", "Lessons of the course.", func() int { return lessons })
	m.Counter("loads_total", "Loads of the course.", func() int { return 7 })
	lessons = 2
	expect(t, figures(t, m), "twocups_lessons 2", "twocups_loads_total 7", "# TYPE twocups_lessons gauge", "# TYPE twocups_loads_total counter")
}

func TestGoAndTheProcessAreAmongTheFigures(t *testing.T) {
	text := figures(t, metrics.New())
	for _, name := range []string{"go_goroutines", "go_memstats_heap_alloc_bytes", "process_open_fds", "process_resident_memory_bytes", "go_build_info"} {
		if !strings.Contains(text, "\n"+name) {
			t.Errorf("no %s", name)
		}
	}
}

func TestNamesFollowTheConventionsOfPrometheus(t *testing.T) {
	m := metrics.New()
	server := httptest.NewServer(m.Count(http.NotFoundHandler()))
	defer server.Close()
	get(t, server.URL)
	expectWellNamed(t, m)
}

// expectWellNamed checks the names and helps of the program's own figures against the
// conventions of Prometheus.
func expectWellNamed(t *testing.T, m *metrics.Metrics) {
	t.Helper()
	problems, err := promlint.New(strings.NewReader(figures(t, m))).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range problems {
		if strings.HasPrefix(problem.Metric, "twocups_") {
			t.Errorf("%s: %s", problem.Metric, problem.Text)
		}
	}
}
