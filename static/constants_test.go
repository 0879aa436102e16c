package static_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"time"

	"twocups/lessons/play"
	"twocups/server/console"
	"twocups/static"
	"twocups/wasm/player"
)

// Scripts can't import Go's constants, so a script writes the value again. This test compares the
// two.
func TestScriptsAndGoAgree(t *testing.T) {
	const grouped = `toLocaleString("en")` // "1,234,567", as in the next line
	if size := play.Size(1_234_567); size != "1,234,567 bytes" {
		t.Errorf("Go writes %s", size)
	}
	for _, test := range []struct{ file, line string }{
		{"live/consoleview.js", fmt.Sprintf("const maxRows = %d;", player.MaxRows)},
		{"live/consolestream.js", fmt.Sprintf("const [wireOn, wireOff] = [%q, %q];", play.WireOn, play.WireOff)},
		{"live/sharedprogram.js", fmt.Sprintf("`%s${why}`", player.ConsoleLostPrefix)},
		{"live/consoleview.js", "${skipped." + grouped + "} earlier rows"},
		{"wire/row.js", "${count." + grouped + "} ${which}frames"},
		{"wire/frame.js", "${rest." + grouped + "} more"},
		{"live/consolestream.js", fmt.Sprintf("const silentAfter = %d_000;", (3*console.DefaultTickEvery+time.Second)/time.Second)},
		{"page/program.js", fmt.Sprintf("const answerWithin = %d_000;", int(player.ConnectTimeout)/1000)},
		{"live/live.js", fmt.Sprintf("const [noAnswer, redirected, answered, unreadable] = [%d, %d, %d, %d];",
			player.NoAnswer, player.Redirected, player.Answered, player.Unreadable)},
	} {
		text, err := fs.ReadFile(static.FS(), test.file)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), test.line) {
			t.Errorf("%s has no line %q", test.file, test.line)
		}
	}
}
