package app

import (
	"context"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"

	"twocups/lessons/play"
	"twocups/server/app/apptest"
	"twocups/server/app/content"
	"twocups/server/app/health"
	"twocups/server/metrics"
	"twocups/server/socket/sockettest"
)

// answerAt returns the answer at a path.
func answerAt(t *testing.T, address, path string) (status int, body string) {
	t.Helper()
	response, err := http.Get(address + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	bytes, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(bytes)
}

// expectAnswer checks a path's answer.
func expectAnswer(t *testing.T, address, path string, status int, part string) {
	t.Helper()
	if got, body := answerAt(t, address, path); got != status || !strings.Contains(body, part) {
		t.Errorf("%s%s: %d %q, want %d with %q", address, path, got, body, status, part)
	}
}

func TestARunningProgramIsAliveAndReady(t *testing.T) {
	address := program.Start(t)
	expectAnswer(t, address, health.AlivePath, http.StatusOK, "alive")
	expectAnswer(t, address, health.ReadyPath, http.StatusOK, "ready")
}

func TestUntilTheLessonsAreLoadedTheProgramIsAliveAndNotReady(t *testing.T) {
	config, _ := configured(t, unlimitedDescriptors, "-addr", "127.0.0.1:0")
	content, err := content.New(config.content, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	endpoints, err := newEndpoints(config, content.Site(), quiet(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx, signal := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- endpoints.serve(ctx) }()

	address := "http://" + endpoints.pages.listener.Addr().String()
	expectAnswer(t, address, health.AlivePath, http.StatusOK, "alive")
	expectAnswer(t, address, health.ReadyPath, http.StatusServiceUnavailable, "loading the lessons")
	expectAnswer(t, address, aLesson, http.StatusServiceUnavailable, "The lessons are being loaded")
	if err := content.Load(); err != nil {
		t.Fatal(err)
	}
	endpoints.health.BecomeReady()
	expectAnswer(t, address, health.ReadyPath, http.StatusOK, "ready")
	expectAnswer(t, address, aLesson, http.StatusOK, "WebSockets")
	signal()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if endpoints.health.BecomeReady() {
		t.Error("a program that drains becomes ready")
	}
}

// The drain delay is endless for this test, whose end kills the program.
func TestWhileItDrainsTheProgramServesAndSaysThatItIsNotReady(t *testing.T) {
	p := launch(t, "-drain-delay", "1h")
	expectAnswer(t, p.operators, health.ReadyPath, http.StatusOK, "ready")
	p.signal(t, syscall.SIGTERM)
	p.awaitAnswer(t, p.operators+health.ReadyPath, http.StatusServiceUnavailable)
	expectAnswer(t, p.operators, health.ReadyPath, http.StatusServiceUnavailable, "draining")
	expectAnswer(t, p.operators, health.AlivePath, http.StatusOK, "alive")
	expectAnswer(t, p.address, health.ReadyPath, http.StatusServiceUnavailable, "draining")
	expectAnswer(t, p.address, "/", http.StatusOK, "WebSockets") // the load balancer may still send learners here
	visit(t, p)
}

func TestAfterTheDrainDelayTheProgramEnds(t *testing.T) {
	p := program.Launch(t, "-drain-delay", "100ms")
	conn := sockettest.Dial(t, "ws"+strings.TrimPrefix(p.Address, "http")+play.EchoPath)
	go p.Stop()
	if code, _ := sockettest.ReadClose(t, conn); code != 1001 {
		t.Errorf("closed with %d", code)
	}
	p.Stop()
}

func TestFiguresAreServedWhereTheFlagSays(t *testing.T) {
	const figure = "twocups_http_connections "
	nowhere := program.Launch(t)
	expectAnswer(t, nowhere.Address, metrics.Path, http.StatusNotFound, "Nothing here")
	beside := program.Launch(t, "-metrics", metrics.Path)
	expectAnswer(t, beside.Address, metrics.Path, http.StatusOK, figure)

	apart := program.Launch(t, "-metrics", "127.0.0.1:0")
	operators := "http://" + strings.TrimPrefix(apart.Printed.Await(t, `for operators are served" addr=\S+`), `for operators are served" addr=`)
	expectAnswer(t, apart.Address, metrics.Path, http.StatusNotFound, "Nothing here")
	expectAnswer(t, operators, metrics.Path, http.StatusOK, figure)
	expectAnswer(t, operators, "/", http.StatusNotFound, "")
	expectAnswer(t, apart.Address, aLesson, http.StatusOK, "")
	expectAnswer(t, operators, metrics.Path, http.StatusOK, `twocups_http_requests_total{code="200",route="GET /"} 1`)
}

func TestAnAddressForFiguresThatIsInUseIsAnErrorAndLeavesNothingOpen(t *testing.T) {
	taken := strings.TrimPrefix(program.Start(t), "http://")
	free := program.Launch(t)
	free.Stop()
	err := Run(t.Context(), []string{"-addr", strings.TrimPrefix(free.Address, "http://"), "-metrics", taken}, apptest.NewOutput())
	if err == nil || !strings.Contains(err.Error(), "another program uses this port") {
		t.Errorf("run: %v", err)
	}
	free.Relaunch(t) // so the address of the pages is free again
}
