// Package faulttext words faults: what is wrong, in quotes what is there, and what is
// wanted. Every reader of a learner's or an author's text uses it: ws blocks, lessons,
// commands to sockets, packets of Socket.IO.
//
//	unknown verb "conect" (want connect, message or disconnect)
//
// [What] says what is wrong, and [Statement.Want] lists the choices.
package faulttext
