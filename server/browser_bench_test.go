package main

import (
	"os"
	"slices"
	"testing"
)

// BenchmarkEchoes sends 10,000 messages to the echo and back, once one at a time
// and once with 64 under way: through the page's module, and through plain
// JavaScript that shows the same rows. They take turns, a thousand messages each, so
// that a machine whose speed drifts drifts for both; the metric module/plain is the
// median of what the module took as a part of the other.
func BenchmarkEchoes(b *testing.B) {
	source, err := os.ReadFile("testdata/echoes.js")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("OneAtATime", func(b *testing.B) { benchmarkEchoes(b, string(source), 1) })
	b.Run("64InFlight", func(b *testing.B) { benchmarkEchoes(b, string(source), 64) })
}

func benchmarkEchoes(b *testing.B, source string, inFlight int) {
	const turns, messages = 10, 1000
	tab := visit(b, start(b)+"/lessons/what-websockets-are")
	evaluate[bool](tab.document, source+"\nglobalThis.compare = compare; true")
	var module, plain float64
	var ratios []float64
	for b.Loop() {
		for turn := range turns {
			first, second := "module", "plain"
			if turn%2 == 1 {
				first, second = second, first
			}
			took := evaluate[map[string]float64](tab.document, "compare(%s, %s, %s, %s)", messages, inFlight, first, second)
			module += took["module"]
			plain += took["plain"]
			ratios = append(ratios, took["module"]/took["plain"])
		}
	}
	slices.Sort(ratios)
	each := float64(b.N * turns * messages)
	b.ReportMetric(0, "ns/op") // both together: says nothing
	b.ReportMetric(module*1000/each, "µs/module")
	b.ReportMetric(plain*1000/each, "µs/plain")
	b.ReportMetric(ratios[len(ratios)/2], "module/plain")
}

// BenchmarkFirstEcho opens a lesson with an empty cache and measures from the
// press on Connect until the first echo is on the client console. The press on Send
// follows as soon as the connection is shown as open.
func BenchmarkFirstEcho(b *testing.B) {
	address := start(b) + "/lessons/what-websockets-are"
	var took []float64
	for b.Loop() {
		tab := visit(b, address)
		took = append(took, evaluate[float64](tab.document, `(async () => {
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
	b.ReportMetric(0, "ns/op") // with the page's own loading
	b.ReportMetric(took[len(took)/2], "ms/first-echo")
}

// BenchmarkFirstPage opens lessons with an empty cache and counts what comes over
// the wire before a step is taken.
func BenchmarkFirstPage(b *testing.B) {
	address := start(b)
	for _, path := range []string{lesson1, lesson2} {
		b.Run(path, func(b *testing.B) {
			var tab *tab
			for b.Loop() {
				tab = visit(b, address+path)
				tab.wait("the scripts to have run", `document.querySelector(".theme").dataset.theme`)
			}
			b.ReportMetric(float64(tab.traffic.bytes()), "bytes")
			b.ReportMetric(float64(len(tab.traffic.requests())), "requests")
		})
	}
}
