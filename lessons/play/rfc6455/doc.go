// Package rfc6455 defines the terms of the WebSocket protocol (RFC 6455): opcodes, close
// codes, the two sides, masking keys, the fields of a frame, and the rules that a frame can
// break. The ws block's language, the server's sockets and its tap, and the module in the
// page use it.
package rfc6455
