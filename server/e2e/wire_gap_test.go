package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/server/e2e/browser"
	"twocups/server/tap"
)

func TestBrowserTheWireSaysWhatItHasMissed(t *testing.T) {
	t.Parallel()
	tab, echo := visitWithWire(t)
	echo.PressStep(2)
	echo.WaitWireRows(requestRow("/echo"), responseRow, "→ text Hello", "← text Hello")
	toggle := func() { // opens or closes the view, and waits until the page has reported the change to the server
		browser.Evaluate[bool](tab.Document, `new Promise((resolve) => {
			const view = document.querySelector(%s);
			view.addEventListener("toggle", () => resolve(true), { once: true });
			view.querySelector("summary").click();
		})`, echo.Selector(".wire"))
	}
	toggle()
	const messages = 100
	browser.Evaluate[bool](tab.Document, `new Promise((resolve) => {
		socket.addEventListener("message", ({ data }) => {
			const next = Number(data.match(/\d+$/)?.[0] ?? 0) + 1;
			if (next > %s) resolve(true);
			else socket.send("message " + next);
		});
		socket.send("message 1");
	})`, messages)
	toggle()
	newest := 2 + 2*messages
	echo.WaitUntil("the newest frame", `document.querySelector(%s)`, echo.WireSelector(fmt.Sprintf(".frames [data-key='%d']", newest)))

	rows := browser.Evaluate[[]string](tab.Document, `[...document.querySelectorAll(%s)].map((row) =>
		row.matches(".gap") ? row.querySelector(".words").textContent : row.querySelector(".meta").textContent.split(" · ")[0])`, echo.WireSelector(".frames li"))
	gap := slices.IndexFunc(rows, func(row string) bool { return strings.HasSuffix(row, " not kept.") })
	if gap < 4 {
		t.Fatalf("no row after the frames that were shown before says how many are missing: %q", rows)
	}
	last, first := gap-2, newest-tap.MaxFrames+1 // two rows are those of the handshake, and a few frames may arrive while the view closes
	want := []string{"opening handshake", "opening handshake"}
	for number := 1; number <= last; number++ {
		want = append(want, fmt.Sprintf("frame %d", number))
	}
	want = append(want, fmt.Sprintf("%d frames are not kept.", first-last-1))
	for number := first; number <= newest; number++ {
		want = append(want, fmt.Sprintf("frame %d", number))
	}
	if !slices.Equal(rows, want) {
		t.Errorf("the rows are\n%q\nwant\n%q", rows, want)
	}
	if hidden := browser.Evaluate[bool](tab.Document, `document.querySelector(%s).hidden`, echo.WireSelector(".skipped")); !hidden {
		t.Error("frames are said to be missing before the first")
	}
}

func TestBrowserAFrameOfTheWireThatIsRepeatedLeavesNoGap(t *testing.T) {
	t.Parallel()
	tab := browser.Visit(t, twocups.Start(t)+websocketsLesson)
	echo := tab.Block("first-echo")
	echo.ToggleWire()
	echo.WaitText(echo.WireSelector(".empty"), "Nothing yet.")
	// The server may divide the frames into updates in any way. The script makes a second view of the
	// wire, and adds these updates to it.
	browser.Evaluate[bool](tab.Document, `import("/static/wire/wire.js").then(async ({ Wire }) => {
		const wire = await Wire.in(document.querySelector("#first-echo"));
		const frame = (number, words) => ({ number, sender: "client", opcode: "text", opcodeBits: 1, fin: true, rsv: [false, false, false],
			masked: false, shortLength: 4, lengthForm: 7, length: "4", message: number,
			time: "1.0 ms", arrow: "→", kind: "text", words, meta: `+"`"+`${words.length} bytes`+"`"+`, caption: "", size: "4 bytes" });
		for (const frames of [[frame(2, "half")], [frame(3, "ha")], [frame(3, "half")], [frame(5, "half"), frame(6, "half")]])
			wire.add({ attempt: 1, wire: { frames } });
	}).then(() => true)`)
	half := "→ text half"
	echo.WaitWireRows(half, half, "⋮  1 frame is not kept.", half, half)
	echo.WaitText(echo.WireSelector(".skipped"), "1 earlier frame is not kept.")
}
