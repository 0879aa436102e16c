package e2e

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"twocups/lessons"
	"twocups/server/e2e/browser"
	"twocups/server/proof/noderun"
)

// The SHA-1 that the lesson about the handshake quotes is compared with Go's, in Node and in
// Chromium: on random inputs of each length up to 299 bytes, and on long ones.

// sha1Inputs returns the inputs in base64.
func sha1Inputs() []string {
	random := rand.New(rand.NewPCG(3174, 180)) // the same in each run
	var inputs []string
	for size := range 300 {
		input := make([]byte, size)
		for i := range input {
			input[i] = byte(random.Uint32())
		}
		inputs = append(inputs, base64.StdEncoding.EncodeToString(input))
	}
	for _, fill := range []byte{0x00, 0x7F, 0x80, 0xFF} {
		inputs = append(inputs, base64.StdEncoding.EncodeToString([]byte(strings.Repeat(string([]byte{fill}), 10_000))))
	}
	return inputs
}

// wantSHA1 checks the digests that JavaScript has computed, in hexadecimal.
func wantSHA1(t *testing.T, inputs, got []string) {
	t.Helper()
	if len(got) != len(inputs) {
		t.Fatalf("%d of %d digests were computed", len(got), len(inputs))
	}
	for i, input := range inputs {
		message, _ := base64.StdEncoding.DecodeString(input)
		want := sha1.Sum(message)
		if got[i] != hex.EncodeToString(want[:]) {
			t.Errorf("SHA-1 of %d bytes %.40s is %s, want %x", len(message), input, got[i], want)
		}
	}
}

// computeDigests is JavaScript that follows an array of inputs in base64 and computes their
// digests in hexadecimal.
const computeDigests = `.map((input) => [...sha1(Uint8Array.from(atob(input), (c) => c.charCodeAt(0)))]
	.map((byte) => byte.toString(16).padStart(2, "0")).join(""))`

func TestSHA1OfTheLessonIsThatOfGoInNode(t *testing.T) {
	inputs := sha1Inputs()
	literal, _ := json.Marshal(inputs)
	module := `import { sha1 } from "./programs/handshake/sha1.js"; console.log(JSON.stringify(` + string(literal) + computeDigests + `));`
	printed := noderun.Run(t, module, lessons.FS(), "programs/handshake/sha1.js")
	var got []string
	if err := json.Unmarshal([]byte(printed), &got); err != nil {
		t.Fatalf("Node printed %.200q: %v", printed, err)
	}
	wantSHA1(t, inputs, got)
}

func TestBrowserSHA1OfTheLessonIsThatOfGo(t *testing.T) {
	t.Parallel()
	tab := browser.NewTab(t)
	tab.Open(twocups.Start(t) + "/run/programs/handshake/calculator.html")
	inputs := sha1Inputs()
	got := browser.Evaluate[[]string](tab.Document, `import("/run/programs/handshake/sha1.js").then(({sha1}) => %s`+computeDigests+`)`, inputs)
	wantSHA1(t, inputs, got)
}
