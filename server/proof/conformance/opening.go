package conformance

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// requestStep sends an opening handshake.
type requestStep struct {
	request    request
	byteByByte bool
}

// sendRequest sends a request as the opening handshake of a case.
func sendRequest(r request) Step { return requestStep{request: r} }

// sendRequestByteByByte sends a request byte by byte.
func sendRequestByteByByte(r request) Step { return requestStep{request: r, byteByByte: true} }

func (a requestStep) run(cc *clientConn) error {
	cc.request = a.request
	all := a.request.bytes(cc.host, cc.target)
	if !a.byteByByte {
		cc.write(all)
		return nil
	}
	for part := range slices.Chunk(all, 1) {
		cc.write(part)
	}
	return nil
}

func (a requestStep) String() string {
	return strconv.Quote(string(a.request.bytes("{host}", "{target}")))
}

// acceptedStep reads the answer, which must accept the request.
type acceptedStep struct{}

func expectAccepted() Step { return acceptedStep{} }

func (acceptedStep) run(cc *clientConn) error {
	answer, err := cc.answer()
	if err != nil {
		return err
	}
	if err := cc.request.checkAccepted(answer); err != nil {
		return err
	}
	cc.startReader()
	return nil
}

func (acceptedStep) String() string { return "expect 101" }

// refusedStep reads the answer, which must refuse the request.
type refusedStep struct {
	statuses    []int
	field, want string // a field that the answer must have and its value; "" if none
}

// expectRefused expects an answer with one of the status codes. RFC 6455 often names no code ("an
// appropriate HTTP error code (such as 400 Bad Request)", §4.2.1). The codes are then 400 and
// each code that RFC 9110 has for the same fault.
func expectRefused(statuses ...int) refusedStep { return refusedStep{statuses: statuses} }

// withField also expects a field with a value in the answer.
func (r refusedStep) withField(field, want string) refusedStep {
	r.field, r.want = field, want
	return r
}

func (r refusedStep) run(cc *clientConn) error {
	answer, err := cc.answer()
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

func (r refusedStep) String() string {
	if r.field == "" {
		return fmt.Sprintf("expect %v", r.statuses)
	}
	return fmt.Sprintf("expect %v and %s: %s", r.statuses, r.field, r.want)
}
