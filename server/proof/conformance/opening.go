package conformance

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// asking sends an opening handshake.
type asking struct {
	request request
	dripped bool
}

// ask sends a request as the opening handshake of a case.
func ask(r request) Step { return asking{request: r} }

// askSlowly sends a request byte by byte.
func askSlowly(r request) Step { return asking{request: r, dripped: true} }

func (a asking) take(d *dialogue) error {
	d.asked = a.request
	all := a.request.bytes(d.host, d.target)
	if !a.dripped {
		d.write(all)
		return nil
	}
	for part := range slices.Chunk(all, 1) {
		d.write(part)
	}
	return nil
}

func (a asking) String() string { return strconv.Quote(string(a.request.bytes("{host}", "{target}"))) }

// accepting reads the answer, which must accept the request.
type accepting struct{}

func accepted() Step { return accepting{} }

func (accepting) take(d *dialogue) error {
	answer, err := d.answer()
	if err != nil {
		return err
	}
	if err := d.asked.checkAccepted(answer); err != nil {
		return err
	}
	d.listen()
	return nil
}

func (accepting) String() string { return "expect 101" }

// refusing reads the answer, which must refuse the request.
type refusing struct {
	statuses    []int
	field, want string // a field that the answer must have and its value; "" if none
}

// refused expects an answer with one of the status codes. RFC 6455 often names no code ("an
// appropriate HTTP error code (such as 400 Bad Request)", §4.2.1). The codes are then 400 and
// each code that RFC 9110 has for the same fault.
func refused(statuses ...int) refusing { return refusing{statuses: statuses} }

// saying also expects a field with a value in the answer.
func (r refusing) saying(field, want string) refusing { r.field, r.want = field, want; return r }

func (r refusing) take(d *dialogue) error {
	answer, err := d.answer()
	if err != nil {
		return err
	}
	header := answer.Header
	status := answer.StatusCode
	switch {
	case !slices.Contains(r.statuses, status):
		return fmt.Errorf("the answer is %s", answer.Status)
	case r.field != "" && header.Get(r.field) != r.want:
		return fmt.Errorf("the answer's %s is %q", r.field, header.Get(r.field))
	case status == http.StatusMethodNotAllowed && header.Get("Allow") == "":
		return fmt.Errorf("the answer is %s without Allow (RFC 9110 §15.5.6)", answer.Status)
	case status == http.StatusUpgradeRequired && header.Get("Upgrade") == "":
		return fmt.Errorf("the answer is %s without Upgrade (RFC 9110 §15.5.22)", answer.Status)
	}
	return nil
}

func (r refusing) String() string {
	if r.field == "" {
		return fmt.Sprintf("expect %v", r.statuses)
	}
	return fmt.Sprintf("expect %v and %s: %s", r.statuses, r.field, r.want)
}
