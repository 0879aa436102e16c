// Package faulttext words faults: what is wrong, the faulty text in quotes, and what is
// wanted. Each reader of a learner's or an author's text uses it: for ws blocks, lessons,
// commands to sockets, and packets of Socket.IO.
//
//	unknown verb "conect" (want connect, message or disconnect)
//
// [What] says what is wrong, and [Statement.Want] lists the choices.
package faulttext
