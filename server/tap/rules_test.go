package tap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"twocups/lessons/play/rfc6455"
)

func TestEachViolationIsNamedInItsField(t *testing.T) {
	fromClient := func(first byte, payload string) string { return string(frame(rfc6455.Client, first, payload)) }
	after := fromClient(0x88, "") // a close frame
	for name, test := range map[string]struct {
		raw   string
		field rfc6455.Field
		why   string // a part of it
	}{
		"RSV1":                            {fromClient(0xC1, "x"), rfc6455.RSV1Field, "RSV1 is set"},
		"RSV2":                            {fromClient(0xA1, "x"), rfc6455.RSV2Field, "RSV2 is set"},
		"RSV3":                            {fromClient(0x91, "x"), rfc6455.RSV3Field, "RSV3 is set"},
		"a reserved opcode":               {fromClient(0x83, "x"), rfc6455.OpcodeField, "Opcode 0x3 is reserved"},
		"a reserved control opcode":       {fromClient(0x8F, "x"), rfc6455.OpcodeField, "Opcode 0xF is reserved"},
		"no mask":                         {"\x81\x01x", rfc6455.MaskField, "A client must mask"},
		"16 bits for 125":                 {"\x82\xfe\x00\x7d\x00\x00\x00\x00" + strings.Repeat("x", 125), rfc6455.ExtendedField, "fits into the 7 bits"},
		"64 bits for 125":                 {"\x82\xff\x00\x00\x00\x00\x00\x00\x00\x7d\x00\x00\x00\x00" + strings.Repeat("x", 125), rfc6455.ExtendedField, "fits into the 7 bits"},
		"64 bits for 65535":               {"\x82\xff\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x00\x00", rfc6455.ExtendedField, "fits into 16 bits"},
		"a length with its first bit":     {"\x82\xff\x80\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00x", rfc6455.ExtendedField, "must be 0"},
		"a long ping":                     {fromClient(0x89, strings.Repeat("x", 126)), rfc6455.LengthField, "at most 125 bytes"},
		"a ping in fragments":             {fromClient(0x09, "x"), rfc6455.FinField, "FIN must be 1"},
		"a continuation of nothing":       {fromClient(0x80, "x"), rfc6455.OpcodeField, "no message"},
		"a continuation after the end":    {fromClient(0x81, "x") + fromClient(0x80, "x"), rfc6455.OpcodeField, "no message"},
		"a message within another":        {fromClient(0x01, "x") + fromClient(0x81, "x"), rfc6455.OpcodeField, "must be a continuation"},
		"a message after the close frame": {after + fromClient(0x81, "x"), rfc6455.OpcodeField, "After its close frame"},
		"a close frame of one byte":       {fromClient(0x88, "x"), rfc6455.CodeField, "takes two bytes"},
		"a reason that is not UTF-8":      {fromClient(0x88, "\x03\xe8\xff"), rfc6455.ReasonField, "must be UTF-8"},
		"a reason that is cut":            {fromClient(0x88, "\x03\xe8\xc3"), rfc6455.ReasonField, "middle of a character"},
		"text that is not UTF-8":          {fromClient(0x81, "a\xffb"), rfc6455.PayloadField, "must be UTF-8"},
		"a fragment that is not UTF-8":    {fromClient(0x01, "\xe2") + fromClient(0x80, "\x28"), rfc6455.PayloadField, "must be UTF-8"},
		"text that is cut":                {fromClient(0x01, "\xe2") + fromClient(0x80, "\x82"), rfc6455.PayloadField, "middle of a character"},
		"a surrogate":                     {fromClient(0x81, "\xed\xa0\x80"), rfc6455.PayloadField, "must be UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, piece := range []int{len(test.raw), 1} {
				frames := decode(rfc6455.Client, []byte(test.raw), piece)
				var all []rfc6455.Violation
				for _, f := range frames {
					all = append(all, f.Violations...)
				}
				if len(all) != 1 || all[0].Field != test.field || !strings.Contains(all[0].Why, test.why) {
					t.Errorf("in pieces of %d: %q, want one in %s about %q", piece, all, test.field, test.why)
				}
			}
		})
	}
}

func TestAServerMustNotMask(t *testing.T) {
	f := decode(rfc6455.Server, frame(rfc6455.Client, 0x81, "Hello"), 100)[0]
	if len(f.Violations) != 1 || f.Violations[0].Field != rfc6455.MaskField || string(f.Payload) != "Hello" {
		t.Errorf("violations %v of %q", f.Violations, f.Payload)
	}
}

func TestCloseCodesThatMayBeSent(t *testing.T) {
	for code := range 5100 {
		raw := frame(rfc6455.Server, 0x88, string([]byte{byte(code >> 8), byte(code)}))
		f := decode(rfc6455.Server, raw, len(raw))[0]
		may := code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999
		if int(f.Code) != code || may != (len(f.Violations) == 0) {
			t.Errorf("code %d is read as %d, violations %v", code, f.Code, f.Violations)
		}
	}
}

func TestTheDecoderStopsAfterAHundredInvalidFrames(t *testing.T) {
	good, bad := frame(rfc6455.Client, 0x89, ""), []byte("\x89\x00")
	raw := slices.Concat(slices.Repeat(bad, maxInvalid-1), good, bad, good, bad)
	if frames := decode(rfc6455.Client, raw, 7); len(frames) != maxInvalid+1 {
		t.Errorf("%d frames, want the good one among %d", len(frames), maxInvalid+1)
	}
}

func TestAfterViolationsTheNextFramesAreDecoded(t *testing.T) {
	raw := "\xf3\x01x" + string(frame(rfc6455.Client, 0x80, "y")) + string(frame(rfc6455.Client, 0x81, "z"))
	frames := decode(rfc6455.Client, []byte(raw), 1)
	if len(frames) != 3 || string(frames[2].Payload) != "z" || len(frames[2].Violations) != 0 {
		t.Errorf("frames %+v", frames)
	}
	if got := fmt.Sprint(len(frames[0].Violations), len(frames[1].Violations)); got != "5 1" { // three bits, the opcode and the mask; the continuation
		t.Errorf("%s violations: %v, %v", got, frames[0].Violations, frames[1].Violations)
	}
}
