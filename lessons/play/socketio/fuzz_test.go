package socketio_test

import (
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"

	"twocups/lessons/play/jsontext"
	"twocups/lessons/play/socketio"
)

// FuzzParse checks that a packet that Parse accepts is within its limits, that its canonical
// form reads back as the same packet, and that its arguments are JSON.
func FuzzParse(f *testing.F) {
	for _, text := range []string{`0`, `0/admin,{"a":1}`, `1/x,`, `2["a",1]`, `2/c,7["say",{"x":[null]}]`, `312[]`, `4"no"`,
		`52-["b",{"_placeholder":true,"num":1},[{"_placeholder":true,"num":0}]]`, `61-3[{"_placeholder":true,"num":0}]`, `2["connect"]`, `5--`, `511-["a"]`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := socketio.Parse(text)
		if limit := (*socketio.LimitError)(nil); errors.As(err, &limit) {
			if p.Payload != "" || limit.Limit == "" {
				t.Errorf("%+v, %v: want a packet without its payload, and the limit", p, err)
			}
			return
		}
		if err != nil {
			if p != (socketio.Packet{}) || !strings.Contains(err.Error(), "(want ") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%+v, %v: want no packet, and what is wanted on one line", p, err)
			}
			return
		}
		if len(p.Namespace) > socketio.MaxNamespace || p.Attachments > socketio.MaxAttachments || p.ID > socketio.MaxID ||
			len(p.Event()) > socketio.MaxEvent || len(p.Args()) > socketio.MaxArguments {
			t.Errorf("packet beyond its limits: %+v", p)
		}
		if again, err := socketio.Parse(p.String()); err != nil || again != p {
			t.Errorf("%q reads back as %+v, %v, want %+v", p, again, err, p)
		}
		for _, arg := range p.Args() {
			if err := jsontext.Valid(arg); err != nil {
				t.Errorf("argument %q of %q: %v", arg, text, err)
			}
		}
		if head, err := socketio.ParseHead(text); err != nil || head != p {
			t.Errorf("the head of %q is %+v, %v", text, head, err)
		}
	})
}

// FuzzPayload checks that the packets of a payload are written as the same payload.
func FuzzPayload(f *testing.F) {
	for _, text := range []string{"0{}", "2probe\x1e3", "4a\x1ebAQ==\x1e6", "b", "bAAAA", "1\x1e\x1e", "bAB=="} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		packets, err := parsePayload(text)
		if err != nil {
			if packets != nil || !strings.Contains(err.Error(), "(want ") {
				t.Errorf("%+v, %v: want no packets, and what is wanted", packets, err)
			}
			return
		}
		if again := string(socketio.AppendPayload(nil, packets...)); again != text {
			t.Errorf("%q is written %q", text, again)
		}
		for i, one := range strings.Split(text, socketio.Separator) {
			if !packets[i].Binary {
				if p, err := socketio.ParseEngine(one); err != nil || p != packets[i] {
					t.Errorf("%q is %+v, %v alone and %+v here", one, p, err, packets[i])
				}
			} else if want, err := base64.StdEncoding.Strict().DecodeString(one[1:]); err != nil || packets[i].Text != string(want) {
				t.Errorf("%q is %q, want %q, %v", one, packets[i].Text, want, err)
			}
		}
	})
}

// FuzzBase64 checks that all bytes are written as encoding/base64 writes them.
func FuzzBase64(f *testing.F) {
	f.Add("")
	f.Add("\x00\xff\x10\x80")
	f.Fuzz(func(t *testing.T, payload string) {
		p := socketio.EnginePacket{Type: socketio.Message, Binary: true, Text: payload}
		if want := "b" + base64.StdEncoding.EncodeToString([]byte(payload)); p.String() != want {
			t.Errorf("%q is written %s, want %s", payload, p, want)
		}
	})
}

// FuzzParseHandshake checks that a handshake reads back as it was written.
func FuzzParseHandshake(f *testing.F) {
	f.Add(`{"sid":"a","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000,"more":{}}`)
	f.Add(`{"upgrades":[],"sid":"\u00e4"}`)
	f.Fuzz(func(t *testing.T, text string) {
		h, err := socketio.ParseHandshake(text)
		if err != nil {
			return
		}
		if again, err := socketio.ParseHandshake(h.String()); err != nil || !reflect.DeepEqual(again, h) {
			t.Errorf("%+v reads back as %+v, %v", h, again, err)
		}
	})
}

// FuzzRead checks that the pieces make up the text, wherever it is cut, and that a reading
// has a fault if the parsers return an error.
func FuzzRead(f *testing.F) {
	for _, text := range readSeeds {
		f.Add(text, len(text)/2)
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		cut = max(0, min(cut, len(text)))
		for _, whole := range []bool{false, true} {
			for _, part := range []string{text, text[:cut]} {
				r := socketio.Read(part, whole)
				var again strings.Builder
				for _, p := range r.Pieces {
					again.WriteString(p.Text)
					if p.Text == "" {
						t.Errorf("an empty piece of %q", part)
					}
				}
				if again.String() != part || len(r.Pieces) > 50 {
					t.Errorf("%q is read as %+v", part, r.Pieces)
				}
				if !whole && r.Fault != "" {
					t.Errorf("%q may be the start of a packet, and has the fault %s", part, r.Fault)
				}
			}
		}
		if p, err := socketio.ParseEngine(text); err == nil && p.Type == socketio.Message && !p.Binary {
			m, err := socketio.Parse(p.Text)
			limit := (*socketio.LimitError)(nil)
			if isPacket := err == nil || errors.As(err, &limit); isPacket != (socketio.Read(text, true).Fault == "") ||
				err == nil && socketio.Announced(text[:min(len(text), 8)]) != m.Attachments {
				t.Errorf("%q: %v, read as %+v", text, err, socketio.Read(text, true))
			}
		}
	})
}
