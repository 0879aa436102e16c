package site

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play"
	"twocups/lessons/play/rfc6455"
	"twocups/lessons/play/socketio"
	"twocups/wasm/player"
)

const contract = "../../static/types.d.ts"

// interfaces are the interfaces of types.d.ts that Go writes as JSON.
var interfaces = map[string]any{
	"Notice": play.Notice{}, "SocketEvent": play.Event{}, "Row": play.Row{},
	"Wire": play.Wire{}, "WireRow": play.WireRow{}, "Handshake": play.Handshake{}, "HeadRow": play.HeadRow{}, "HeadField": play.HeadField{},
	"FrameRow": play.FrameRow{}, "Violation": rfc6455.Violation{},
	"Reading": socketio.Reading{}, "Piece": socketio.Piece{}, "Attachment": socketio.Attachment{},
	"Condition": condition{},
}

func TestTheContractHasTheFieldsOfGoTypes(t *testing.T) {
	for name, value := range interfaces {
		want := jsonFields(reflect.TypeOf(value))
		if got := fieldsOf(t, name); !slices.Equal(got, want) {
			t.Errorf("interface %s has the fields %q, Go writes %q", name, got, want)
		}
	}
}

// The module writes its view without package encoding/json.
func TestTheContractHasTheFieldsOfAView(t *testing.T) {
	view := player.View{
		Clients: []player.ClientView{{}}, Steps: []player.StepView{{}},
		Rows: []player.RowView{{Event: play.Event{Packet: "40"}}},
	}
	var members struct {
		Clients, Steps, Rows []json.RawMessage
	}
	text := view.AppendJSON(nil)
	if err := json.Unmarshal(text, &members); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{
		"View": text, "ClientView": members.Clients[0], "StepView": members.Steps[0], "RowView": members.Rows[0],
	} {
		var want []string
		var object map[string]any
		if err := json.Unmarshal(text, &object); err != nil {
			t.Fatal(err)
		}
		for field := range object {
			want = append(want, field)
		}
		var got []string
		for _, field := range fieldsOf(t, name) {
			got = append(got, strings.TrimSuffix(field, "?"))
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("interface %s has the fields %q, the module writes %q", name, got, want)
		}
	}
}

func TestTheContractHasTheModulesExports(t *testing.T) {
	got := methodsOf(t, "Exports")
	want := directiveParameters(t, "../../wasm/main_js.go", "//go:wasmexport ")
	compare(t, "Exports", got, want)
}

func TestTheContractHasTheModulesImports(t *testing.T) {
	got := methodsOf(t, "Imports")
	want := directiveParameters(t, "../../wasm/wsjs/page_js.go", "//go:wasmimport twocups ")
	compare(t, "Imports", got, want)
}

// A call of an export names its arguments as Go names the parameters, so that no two can
// be mixed up.
func TestTheModulesScriptPassesEachExportItsParameters(t *testing.T) {
	script, err := os.ReadFile("../../static/live/module.js")
	if err != nil {
		t.Fatal(err)
	}
	want := directiveParameters(t, "../../wasm/main_js.go", "//go:wasmexport ")
	delete(want, "reserve") // memory.js calls it
	got := map[string][]string{}
	converted := regexp.MustCompile(`^Number\((\w+)\)$`)
	for _, call := range regexp.MustCompile(`#exports\.(\w+)\(((?:[^()]|\([^()]*\))*)\)`).FindAllStringSubmatch(string(script), -1) {
		name, arguments := call[1], split(call[2])
		for i, argument := range arguments {
			arguments[i] = converted.ReplaceAllString(argument, "$1")
		}
		got[name] = arguments
	}
	for _, name := range []string{"kind", "opcode"} { // called by their names in a variable
		got[name] = []string{"n"}
	}
	compare(t, "module.js", got, want)
}

// compare reports the functions whose parameters differ.
func compare(t *testing.T, where string, got, want map[string][]string) {
	t.Helper()
	for name := range want {
		if parameters, ok := got[name]; !ok || !slices.Equal(parameters, want[name]) {
			t.Errorf("%s has %s(%s), Go has %s(%s)", where, name, strings.Join(parameters, ", "), name, strings.Join(want[name], ", "))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s has %s, which Go does not have", where, name)
		}
	}
}

// directiveParameters returns the parameters of each function of a Go file that has the directive.
// The keys are the names that the directives give to the functions.
func directiveParameters(t *testing.T, file, directive string) map[string][]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, declaration := range parsed.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || function.Doc == nil {
			continue
		}
		for _, line := range function.Doc.List {
			name, ok := strings.CutPrefix(line.Text, directive)
			if !ok {
				continue
			}
			found[name] = []string{}
			for _, field := range function.Type.Params.List {
				for _, parameter := range field.Names {
					found[name] = append(found[name], parameter.Name)
				}
			}
		}
	}
	return found
}

// jsonFields returns the names under which encoding/json writes a struct's fields, sorted.
// A field that may be missing ends in "?".
func jsonFields(of reflect.Type) []string {
	var names []string
	for field := range of.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		switch {
		case field.Anonymous:
			names = append(names, jsonFields(field.Type)...)
		case name == "-":
		case strings.Contains(options, "omit"):
			names = append(names, name+"?")
		default:
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

var (
	comment = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	field   = regexp.MustCompile(`(?m)^  (\w+\??): `)
	method  = regexp.MustCompile(`(?m)^  (\w+)\(([^)]*)\): `)
)

// bodyOf returns the body of an interface of the contract, without its comments, below the
// body of the interface that it extends.
func bodyOf(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(contract)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?ms)^export interface ` + name + `(?: extends (\w+))? \{\n(.*?)^\}\n`).FindStringSubmatch(string(text))
	if found == nil {
		t.Fatalf("%s has no interface %s", contract, name)
	}
	base, body := found[1], comment.ReplaceAllString(found[2], "")
	if base == "" || base == "Error" { // Error is an interface of the browser
		return body
	}
	return bodyOf(t, base) + body
}

// fieldsOf returns the fields of an interface, sorted. An optional field ends in "?".
func fieldsOf(t *testing.T, name string) []string {
	t.Helper()
	var names []string
	for _, found := range field.FindAllStringSubmatch(bodyOf(t, name), -1) {
		names = append(names, found[1])
	}
	slices.Sort(names)
	return names
}

// methodsOf returns the parameters of the methods of an interface.
func methodsOf(t *testing.T, name string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, m := range method.FindAllStringSubmatch(bodyOf(t, name), -1) {
		found[m[1]] = split(m[2])
		for i, parameter := range found[m[1]] {
			found[m[1]][i], _, _ = strings.Cut(parameter, ":")
		}
	}
	return found
}

// split returns the parts of a list with commas.
func split(list string) []string {
	parts := []string{}
	for part := range strings.SplitSeq(list, ",") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}
