package e2e

import (
	"os"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"

	"twocups/server/e2e/browser"
)

// BenchmarkEchoes sends 10,000 messages to the echo, once one at a time and once with 64 in
// flight, and compares two clients: the page's module, and plain JavaScript that shows the same
// rows in the same consoles. Both are connected all the time. They take turns of 50 messages,
// drawing included.
//
// The metric module/plain is the ratio of the processor time of the page's main thread. The
// metric clock/plain is the ratio of the time on the clock, which includes other work of the
// machine. Both are medians over all turns.
func BenchmarkEchoes(b *testing.B) {
	source, err := os.ReadFile("testdata/echoes.js")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("OneAtATime", func(b *testing.B) { benchmarkEchoes(b, string(source), 1) })
	b.Run("64InFlight", func(b *testing.B) { benchmarkEchoes(b, string(source), 64) })
}

func benchmarkEchoes(b *testing.B, source string, inFlight int) {
	const turns, messages = 200, 50
	tab := browser.Visit(b, twocups.Start(b)+websocketsLesson)
	browser.CallDevTools(tab.Document, network.Disable, cdp.Empty{}) // without an event for each frame
	browser.CallDevTools(tab.Document, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks})
	browser.Evaluate[any](tab.Document, source+"\nconnectClients().then((run) => { globalThis.run = run; })")
	took := map[string]float64{}
	var ratios, clock []float64
	for b.Loop() {
		for turn := range turns {
			names := []string{"module", "plain"}
			if turn%2 == 1 {
				slices.Reverse(names)
			}
			this, shown := map[string]float64{}, map[string]float64{}
			for _, name := range names {
				before := taskDuration(tab)
				shown[name] = browser.Evaluate[float64](tab.Document, "run(%s, %s, %s)", name, messages, inFlight)
				this[name] = taskDuration(tab) - before
				took[name] += this[name]
			}
			ratios = append(ratios, this["module"]/this["plain"])
			clock = append(clock, shown["module"]/shown["plain"])
		}
	}
	slices.Sort(ratios)
	slices.Sort(clock)
	each := float64(b.N * turns * messages)
	b.ReportMetric(0, "ns/op") // the time of both clients together has no meaning
	b.ReportMetric(took["module"]*1e6/each, "µs/module")
	b.ReportMetric(took["plain"]*1e6/each, "µs/plain")
	b.ReportMetric(ratios[len(ratios)/2], "module/plain")
	b.ReportMetric(clock[len(clock)/2], "clock/plain")
}

// taskDuration returns the seconds of processor time that the page's main thread has spent on
// its tasks.
func taskDuration(tab *browser.Tab) float64 {
	metrics := browser.CallDevTools(tab.Document, performance.GetMetrics, cdp.Empty{}).Metrics
	for _, metric := range metrics {
		if metric.Name == "TaskDuration" {
			return metric.Value
		}
	}
	tab.T.Fatalf("no TaskDuration among the metrics %v", metrics)
	return 0
}

// BenchmarkFirstEcho opens a lesson with an empty cache, and measures the time from the press
// on Connect until the first echo is in the client console. The press on Send follows as soon
// as the page shows that the connection is open.
func BenchmarkFirstEcho(b *testing.B) {
	address := twocups.Start(b) + websocketsLesson
	var took []float64
	for b.Loop() {
		tab := browser.Visit(b, address)
		took = append(took, browser.Evaluate[float64](tab.Document, `(async () => {
			const section = document.querySelector("#first-echo");
			const [connect, send] = section.querySelectorAll("[data-act=press]");
			const until = async (done) => { while (!done()) await new Promise(requestAnimationFrame); };
			const pressed = performance.now();
			connect.click();
			await until(() => section.querySelector(".string").dataset.state === "open");
			send.click();
			await until(() => section.querySelector(".ends .client ol").textContent.includes("round trip"));
			return performance.now() - pressed;
		})()`))
	}
	slices.Sort(took)
	b.ReportMetric(0, "ns/op") // the time includes the loading of the page
	b.ReportMetric(took[len(took)/2], "ms/first-echo")
}

// BenchmarkFirstPage opens lessons with an empty cache, and counts the bytes and the requests
// before a step is pressed.
func BenchmarkFirstPage(b *testing.B) {
	address := twocups.Start(b)
	for _, path := range []string{eventsLesson, websocketsLesson} {
		b.Run(path, func(b *testing.B) {
			var tab *browser.Tab
			for b.Loop() {
				tab = browser.Visit(b, address+path)
				tab.WaitUntil("the scripts to have run", `document.querySelector(".theme").dataset.theme`)
			}
			b.ReportMetric(float64(tab.Traffic.Bytes()), "bytes")
			b.ReportMetric(float64(len(tab.Traffic.Requests())), "requests")
		})
	}
}
