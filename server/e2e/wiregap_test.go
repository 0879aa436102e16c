package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/server/tap"
)

func TestBrowserTheWireSaysWhatItHasMissed(t *testing.T) {
	t.Parallel()
	tab, echo := openOnTheWire(t)
	echo.take(2)
	echo.waitFrames(asked, answered, "→ text Hello", "← text Hello")
	turn := func() { // opens the view or closes it, and waits until the page has told the server
		evaluate[bool](tab.document, script(t, `new Promise((resolve) => {
			const view = document.querySelector(%s);
			view.addEventListener("toggle", () => resolve(true), { once: true });
			view.querySelector("summary").click();
		})`, []any{echo.at(".wire")}))
	}
	turn()
	const messages = 100
	evaluate[bool](tab.document, script(t, `new Promise((resolve) => {
		socket.addEventListener("message", ({ data }) => {
			const next = Number(data.match(/\d+$/)?.[0] ?? 0) + 1;
			if (next > %s) resolve(true);
			else socket.send("message " + next);
		});
		socket.send("message 1");
	})`, []any{messages}))
	turn()
	newest := 2 + 2*messages
	echo.wait("the newest frame", `document.querySelector(%s)`, echo.wire(fmt.Sprintf(".frames [data-key='%d']", newest)))

	rows := evaluate[[]string](tab.document, script(t, `[...document.querySelectorAll(%s)].map((row) =>
		row.matches(".gap") ? row.querySelector(".words").textContent : row.querySelector(".meta").textContent.split(" · ")[0])`, []any{echo.wire(".frames li")}))
	gap := slices.IndexFunc(rows, func(row string) bool { return strings.HasSuffix(row, " not kept.") })
	if gap < 4 {
		t.Fatalf("no row says what is missing, behind the frames that were shown before: %q", rows)
	}
	last, first := gap-2, newest-tap.MaxKept+1 // two rows are the handshake's; the view may have heard of a few frames while it closed
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
	if hidden := evaluate[bool](tab.document, script(t, `document.querySelector(%s).hidden`, []any{echo.wire(".skipped")})); !hidden {
		t.Error("frames are said to be missing before the first")
	}
}

func TestBrowserAFrameOfTheWireThatIsToldAgainLeavesNoGap(t *testing.T) {
	t.Parallel()
	tab := visit(t, program.Start(t)+lesson2)
	echo := tab.block("first-echo")
	echo.openWire()
	echo.waitText(echo.wire(".empty"), "Nothing yet.")
	// What the server tells in pieces of its own choosing, a second view is told here in these.
	evaluate[bool](tab.document, `import("/static/wire/wire.js").then(async ({ Wire }) => {
		const wire = await Wire.in(document.querySelector("#first-echo"));
		const frame = (number, text, came) => ({ number, sender: "client", at: 1, opcode: "text", opcodeBits: 1, fin: true, rsv: [false, false, false],
			masked: false, shortLength: 4, lengthForm: 7, length: "4", came, text, payload: "68 61 6c 66".slice(0, 3 * Number(came) - 1), message: number });
		for (const told of [[frame(2, "half", "4")], [frame(3, "ha", "2")], [frame(3, "half", "4")], [frame(5, "half", "4"), frame(6, "half", "4")]])
			wire.add({ attempt: 1, wire: { frames: told } });
	}).then(() => true)`)
	half := "→ text half"
	echo.waitFrames(half, half, "⋮  1 frame is not kept.", half, half)
	echo.waitText(echo.wire(".skipped"), "1 earlier frame is not kept.")
}
