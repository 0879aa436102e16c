package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"twocups/server/e2e/browser"
)

// movingPage is a page with two buttons. They change places when the mouse comes, as long as some
// changes are left.
const movingPage = `<!doctype html><html lang=en><title>Moving</title><link rel=icon href=data:,>
<button id=wanted>Here</button><button id=other>Elsewhere</button><ol></ol>
<script>
	let left = 7;
	addEventListener("mousemove", () => left-- > 0 && document.body.insertBefore(wanted, left % 2 ? other : other.nextSibling));
	for (const type of ["pointerdown", "mousedown", "mouseup", "click", "focusin"])
		other.addEventListener(type, () => document.querySelector("ol").append(type + " elsewhere. "));
	wanted.addEventListener("click", () => document.querySelector("ol").append("Pressed. "));
</script>`

// The driver presses the element that a test names, even if the element moves after the driver has
// looked for it.
func TestBrowserAPressReachesAnElementThatMoves(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, movingPage)
	}))
	t.Cleanup(server.Close)
	wantPressed := func(d browser.Document) {
		t.Helper()
		if got := d.Text("ol"); got != "Pressed." {
			t.Errorf("the buttons noticed %q, want one press on the one that is wanted", got)
		}
	}
	tab := browser.Visit(t, server.URL)
	tab.Press("#wanted")
	wantPressed(tab.Document)
	iframe := browser.Visit(t, hostPage(t, server.URL, 1)).IFrame("#e0")
	iframe.Press("#wanted")
	wantPressed(iframe.Document)
}
