// Package jsontext reads and writes JSON (RFC 8259) without turning it into Go values:
// a value stays the text that it is. [Values] splits an array into the texts of its
// values, [Members] an object into those of its members, [Member] finds one, [Compact]
// writes a text in the one way that JavaScript writes it. [Quote] and [Unquote] write and
// read a string.
//
// All of them check what they are given, strictly, and none goes deeper than
// [MaxDepth], so a crafted text can't make its reader run away. What is wrong is an
// [Error], which knows its place.
//
// The ws block, Socket.IO and the module in the page share the package. It imports
// little, since encoding/json would add half to what the module weighs.
package jsontext
