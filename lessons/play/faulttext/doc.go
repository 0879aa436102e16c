// Package faulttext writes the texts of faults: the error, the faulty text in quotes, and
// the choices that would be right. The packages that read a learner's or an author's text
// use it: for ws blocks, lessons, commands to sockets, and packets of Socket.IO.
//
//	unknown verb "conect" (want connect, message or disconnect)
//
// [What] says what is wrong, and [Statement.Want] lists the choices.
package faulttext
