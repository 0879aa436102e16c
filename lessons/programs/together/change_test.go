package together

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"twocups/server/proof/noderun"
)

// made makes a text and two changes of it out of any numbers.
func made(numbers []byte) (text []rune, a, b Change) {
	next := func() int {
		if len(numbers) == 0 {
			return 0
		}
		n := int(numbers[0])
		numbers = numbers[1:]
		return n
	}
	for range next() % 20 {
		text = append(text, []rune("aä😀")[next()%3])
	}
	change := func(letters []string) (c Change) {
		left := len(text)
		for len(numbers) > 0 && (left > 0 || next()%3 == 0) {
			n := min(left, 1+next()%4)
			switch kind := next() % 3; {
			case kind == 0:
				c = append(c, Piece{Insert: letters[next()%len(letters)]})
			case left > 0 && kind == 1:
				c = append(c, Piece{Keep: n})
				left -= n
			case left > 0:
				c = append(c, Piece{Remove: n})
				left -= n
			}
		}
		if left > 0 {
			c = append(c, Piece{Keep: left})
		}
		joined := Change{}
		for _, p := range c {
			joined = joined.with(p)
		}
		return joined
	}
	return text, change([]string{"x", "yz"}), change([]string{"1", "2😀"})
}

// transformBoth adapts two changes of the same text, each to be made after the other, as the page
// does.
func transformBoth(earlier, later Change) (earlierAfter, laterAfter Change) {
	return transform(earlier, later, false), transform(later, earlier, true)
}

// Two changes make the same text in either order.
func FuzzTransform(f *testing.F) {
	for range 20 {
		seed := make([]byte, 60)
		for i := range seed {
			seed[i] = byte(rand.IntN(256))
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, numbers []byte) {
		text, a, b := made(numbers)
		a2, b2 := transformBoth(a, b)
		one, other := apply(apply(text, a), b2), apply(apply(text, b), a2)
		if !slices.Equal(one, other) {
			t.Errorf("%q with %+v and %+v becomes %q or %q", string(text), a, b, string(one), string(other))
		}
	})
}

// The page and the server transform alike, so the same is true of the page.
func TestThePageTransformsAsTheServerDoes(t *testing.T) {
	type pair struct {
		Text          string
		A, B          Change
		After, A2, B2 json.RawMessage
	}
	var pairs []pair
	for range 2_000 {
		numbers := make([]byte, 60)
		for i := range numbers {
			numbers[i] = byte(rand.IntN(256))
		}
		text, a, b := made(numbers)
		pairs = append(pairs, pair{Text: string(text), A: append(Change{}, a...), B: append(Change{}, b...)})
	}
	input, _ := json.Marshal(pairs)
	const module = `
		import { readFileSync } from "node:fs";
		const { apply, transform, difference } = new Function(readFileSync("change.js", "utf8") + "; return { apply, transform, difference };")();
		const pairs = PAIRS;
		for (const pair of pairs) {
			const text = [...pair.Text];
			const after = apply(text, pair.A);
			pair.After = after.join("");
			[pair.A2, pair.B2] = transform(pair.A, pair.B);
			if (apply(text, difference(text, after)).join("") !== pair.After) throw new Error("difference of " + JSON.stringify(pair));
		}
		console.log(JSON.stringify(pairs));`
	printed := noderun.Run(t, strings.Replace(module, "PAIRS", string(input), 1), os.DirFS("."), "change.js")
	if err := json.Unmarshal([]byte(printed), &pairs); err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		a2, b2 := transformBoth(p.A, p.B)
		after, _ := json.Marshal(string(apply([]rune(p.Text), p.A)))
		wantA, _ := json.Marshal(a2)
		wantB, _ := json.Marshal(b2)
		if string(p.After) != string(after) || string(p.A2) != string(wantA) || string(p.B2) != string(wantB) {
			t.Fatalf("%q with %+v and %+v: the page says %s, %s, %s; the server %s, %s, %s", p.Text, p.A, p.B, p.After, p.A2, p.B2, after, wantA, wantB)
		}
	}
}
