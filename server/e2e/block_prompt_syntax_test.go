package e2e

import (
	"encoding/json"
	"strings"
	"testing"

	"twocups/server/proof/noderun"
	"twocups/static"
)

// parseLines is a script that parses each line of a list, and prints the result.
const parseLines = `import { parseExpression } from "./live/promptparser.js";
for (const line of LINES) {
  const { fault, object, member, values } = parseExpression(line, ["socket", "alice"]);
  const list = values?.map((v) => v === undefined ? "undefined" : v instanceof Uint8Array ? "<" + v + ">" : JSON.stringify(v));
  console.log(fault ?? object + " " + member + (list ? "(" + list.join(" ") + ")" : ""));
}`

// promptLines are lines, each with its result: a call, a property, or a fault.
var promptLines = [][2]string{
	{`socket.send("hi")`, `socket send("hi")`},
	{` socket . send ( 'it\'s' , ) ; `, `socket send("it's")`},
	{"alice.send(`a \"b\" $ {`)", `alice send("a \"b\" $ {")`},
	{`await socket.emitWithAck("x", 1, -2.5e3, .5, 5., 0xFF, 0b11, 0o17, +1)`, `socket emitWithAck("x" 1 -2500 0.5 5 255 3 15 1)`},
	{`socket.emit('message', 'hello', {a: 1, 'b c': [true, false, null, undefined,], 3: {}, if: ""})`,
		`socket emit("message" "hello" {"3":{},"a":1,"b c":[true,false,null,null],"if":""})`},
	{`socket.send(new Uint8Array([1, 254]))`, `socket send(<1,254>)`},
	{`socket.send("\n\t\\\q\x41\u00e9\u{1F600}\0")`, `socket send("\n\t\\qAé😀\u0000")`},
	{`socket.emit("x", {constructor: 1, toString: 2})`, `socket emit("x" {"constructor":1,"toString":2})`},
	{`socket.readyState`, `socket readyState`},

	{``, `column 1: the end (want a call such as socket.send("hi"))`},
	{`"hi"`, `column 1: "\"" (want a call such as socket.send("hi"))`},
	{`socket`, `column 7: the end (want . as in socket.send("hi"))`},
	{`socket.`, `column 8: the end (want the name of a method or a property)`},
	{`socket.send("hi"`, `column 17: the end (want , or ))`},
	{`socket.send("hi)`, `column 17: the end (want " at the end of the text)`},
	{`socket.send(“hi”)`, `column 13: "“" (want straight quotes: " or ')`},
	{`socket.send(hi)`, `column 13: "hi" (want a value such as "hi", 1, true, [1, 2] or {a: 1})`},
	{`socket.send("😀" 1)`, `column 17: "1" (want , or ))`},
	{`socket.send("hi").then(1)`, `column 18: "." (want nothing more)`},
	{`socket.send("a" + "b")`, `column 17: "+" (want , or ))`},
	{`socket.onmessage = 1`, `column 18: "=" (want ( or nothing more)`},
	{`socket["send"](1)`, `column 7: "[" (want . as in socket.send("hi"))`},
	{`socket.send(() => 1)`, `column 13: "(" (want a value such as "hi", 1, true, [1, 2] or {a: 1})`},
	{"socket.send(`${1}`)", "column 14: \"$\" (want a text without ${…})"},
	{`socket.send([1,,2])`, `column 16: "," (want a value such as "hi", 1, true, [1, 2] or {a: 1})`},
	{`socket.send({a})`, `column 15: "}" (want :)`},
	{`socket.send({"a": 1 "b": 2})`, `column 21: "\"" (want , or })`},
	{`socket.send({__proto__: {}})`, `column 14: "__proto__" (want another key: JavaScript keeps this one for itself)`},
	{`socket.send({"\x5f_proto__": {}})`, `column 14: "\"" (want another key: JavaScript keeps this one for itself)`},
	{`socket.send(012)`, `column 14: "12" (want the number to end here)`},
	{`socket.send(1n)`, `column 14: "n" (want the number to end here)`},
	{`socket.send("\1")`, `column 14: "\\" (want an escape such as \n, \x41 or \u0041)`},
	{`socket.send("\u{110000}")`, `column 14: "\\" (want a character up to \u{10ffff})`},
	{`socket.send(new Blob([1]))`, `column 17: "Blob" (want Uint8Array)`},
	{`socket.send(new Uint8Array(["1"]))`, `column 28: "[" (want an array of numbers from 0 to 255)`},
	{`alert(1)`, `column 1: "alert" (want socket or alice)`},
	{`const x = 1`, `column 1: "const" (want socket or alice)`},
	{`await help`, `column 7: "help" (want socket or alice)`},
	{`socket.send(` + strings.Repeat("[", 60), `column 64: "[" (want no more than 50 levels)`},
	{`socket.send(` + strings.Repeat("new Uint8Array([", 3000), `column 829: "new" (want no more than 50 levels)`},
}

func TestThePromptReadsALineInNode(t *testing.T) {
	var lines, want []string
	for _, line := range promptLines {
		lines, want = append(lines, line[0]), append(want, line[1])
	}
	got := strings.Split(strings.TrimSuffix(parseInNode(t, parseLines, lines), "\n"), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d lines are parsed, want %d", len(got), len(want))
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s is parsed as\n%s, want\n%s", lines[i], got[i], want[i])
		}
	}
}

// compareLines is a script that makes random lines out of pieces, and compares the values that
// the parser reads with those that Node's own JavaScript has. It prints each line on which the
// two differ.
const compareLines = `import { parseExpression } from "./live/promptparser.js";
import { isDeepStrictEqual } from "node:util";
let seed = 1;
const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
const pick = (list) => list[random(list.length)];
const text = () => { const q = pick(["'", '"', "` + "`" + `"]); return q + Array.from({length: random(4)}, () => pick(LINES)).join("") + q; };
const value = (depth) => pick([text, text, () => pick(["1", "-0", "+.5", "5.", "0x1f", "1e3", "00", "1_0", "true", "null", "undefined", "NaN", "new Uint8Array([1, 2])", "x"]),
  () => depth > 3 ? "1" : "[" + list(depth) + "]", () => depth > 3 ? "{}" : "{" + Array.from({length: random(3)}, () => pick(["a", "'b'", "2", "__proto__", "a b", "é"]) + ":" + value(depth + 1)).join(", ") + "}"])();
const list = (depth) => Array.from({length: random(4)}, () => value(depth + 1)).join(pick([",", ", ", ",\t", ",,"])) + pick(["", "", ","]);
const broken = (line) => { if (random(3)) return line; const at = random(line.length); return line.slice(0, at) + pick(["", "", ...LINES]) + line.slice(at + random(2)); };
const socket = { send: (...values) => values };
let good = 0;
for (let i = 0; i < 30000; i++) {
  const line = broken("socket.send(" + list(0) + ")" + pick(["", ";", " "]));
  const { member, values, fault, column } = parseExpression(line, ["socket"]);
  if (fault !== undefined) {
    if (!/^column \d+: .* \(want .*\)$/su.test(fault) || column < 1 || column > [...line].length + 1) console.log("fault", line, fault);
    continue;
  }
  if (member !== "send" || !values) continue;
  good++;
  let native;
  try { native = new Function("socket", "const result = " + line + "\nreturn result;")(socket); } catch (error) { native = error.message; }
  if (!isDeepStrictEqual(native, values)) console.log(line, values, native);
}
if (good < 5000) console.log("only", good, "lines are good");`

func TestALineMeansToThePromptWhatItMeansToNode(t *testing.T) {
	pieces := []string{"a", "é", "😀", " ", `\n`, `\x41`, `\x4`, `\u0041`, `\u{1F600}`, `\u{110000}`, `\0`, `\01`, `\8`, `\`, `\'`, `\"`, "\\`", "$", "{", "${", "}", "'", `"`, "`",
		"(", ")", "[", "]", ",", ":", ";", ".", "//", "/*", "\n", "\u2028", "__proto__", "new", "1", "-"}
	if differ := parseInNode(t, compareLines, pieces); differ != "" {
		t.Errorf("the parser and Node differ:\n%.2000s", differ)
	}
}

// parseInNode runs a script with the prompt's parser in Node, with a list in place of LINES,
// and returns what the script prints.
func parseInNode(t *testing.T, module string, list []string) string {
	t.Helper()
	literal, _ := json.Marshal(list)
	return noderun.Run(t, strings.ReplaceAll(module, "LINES", string(literal)), static.FS(), "live/promptparser.js", "live/promptscanner.js")
}
