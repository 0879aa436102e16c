package rawhandshake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"twocups/server/socket/inprocess"
)

// AnswerTimeout is the time that an answer may take. The server is in the same program, so it answers
// sooner or not at all: without the empty line at the end, it waits for the rest of the handshake.
const AnswerTimeout = 2 * time.Second

// maxAnswer is the greatest number of bytes that exchange reads of an answer. A socket's answer is
// several times shorter.
const maxAnswer = 8 << 10

// answer is the answer to a handshake.
type answer struct {
	raw  string
	body string
}

// exchange sends a request to the server in the name of the client at the address, and returns the
// answer. The connection ends with the answer.
func exchange(server *http.Server, from net.Addr, request []byte) (answer, error) {
	conn, theirs := inprocess.New(from)
	inprocess.Serve(server, theirs)
	var writer sync.WaitGroup
	defer writer.Wait()
	defer conn.Close() // ends the writer, too
	conn.SetDeadline(time.Now().Add(AnswerTimeout))
	writer.Go(func() { conn.Write(request) }) // fails if the server answers or hangs up before the end of the request
	a, err := read(conn, request)
	switch {
	case errors.Is(err, os.ErrDeadlineExceeded):
		return a, fmt.Errorf("no answer came within %v: an empty line ends a handshake, and the server waits for it", AnswerTimeout)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return a, errors.New("the server hung up without a whole answer")
	case err != nil:
		return a, fmt.Errorf("reading the answer: %w", err)
	}
	return a, nil
}

// read reads the answer to a request.
func read(conn net.Conn, request []byte) (answer, error) {
	var raw bytes.Buffer
	reader := bufio.NewReader(io.TeeReader(io.LimitReader(conn, maxAnswer), &raw))
	method, _, _ := bytes.Cut(request, []byte(" "))
	response, err := http.ReadResponse(reader, &http.Request{Method: string(method)})
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	a := answer{raw: strings.ToValidUTF8(raw.String(), "\uFFFD"), body: string(body)}
	if response.StatusCode == http.StatusSwitchingProtocols { // frames follow
		head, _, _ := strings.Cut(a.raw, "\r\n\r\n")
		a.raw = head + "\r\n\r\n"
	}
	return a, err
}

// parts returns the parts of an answer that are about the handshake: the status line, the fields
// about WebSockets or methods, and the body.
func (a answer) parts() []string {
	head, _, _ := strings.Cut(a.raw, "\r\n\r\n")
	lines := strings.Split(head, "\r\n")
	parts := lines[:1]
	for _, line := range lines[1:] {
		if name, _, _ := strings.Cut(line, ":"); strings.HasPrefix(strings.ToLower(name), "sec-websocket-") || name == "Allow" {
			parts = append(parts, line)
		}
	}
	if body := strings.TrimSpace(a.body); body != "" {
		parts = append(parts, body)
	}
	return parts
}
