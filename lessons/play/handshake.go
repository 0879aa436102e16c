package play

import "strings"

// Handshake is the opening handshake of a connection (RFC 6455 §4).
type Handshake struct {
	Request HeadRow `json:"request"` // made from the request that net/http has read, so the order and the case of the fields are not the client's
	Answer  HeadRow `json:"answer"`  // as it went over the wire, byte for byte
}

// Head is a start line of HTTP and the header fields below it (RFC 9112 §2.1).
type Head struct {
	Line   string      `json:"line"`
	Fields []HeadField `json:"fields,omitempty"`
	Cut    bool        `json:"cut,omitempty"` // the head is longer than a recording holds
}

// HeadField is a line of a header. The value begins after the colon, with the space
// that nearly always follows the colon.
type HeadField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// HeadRow is a head with its row.
type HeadRow struct {
	Head
	WireRow
}

// NewHandshake returns the handshake that has these two heads.
func NewHandshake(request, answer Head) *Handshake {
	return &Handshake{Request: HeadRow{request, request.row(up)}, Answer: HeadRow{answer, answer.row(down)}}
}

// row returns the head's row: its start line, in which dots replace the query.
func (h Head) row(arrow string) WireRow {
	line := h.Line
	if path, query, ok := strings.Cut(line, "?"); ok {
		_, version, _ := strings.Cut(query, " ")
		line = strings.TrimRight(path+"?… "+version, " ")
	}
	return WireRow{Arrow: arrow, Kind: "HTTP", Words: line, Meta: "opening handshake · " + direction(arrow)}
}
