// Package jsontext reads and writes JSON (RFC 8259) as text, without turning it into Go
// values. Ws blocks, the packets of Socket.IO and the module in the page use it.
//
// [Values] splits an array into the texts of its values, [Members] an object into its
// members, and [Member] finds one member. [Compact] removes white space and writes each
// string as JavaScript does. [Quote] and [Unquote] write and read a string.
//
// Each function checks its text strictly and stops at [MaxDepth], so a crafted text can't
// keep its reader busy. A faulty text leads to an [Error] with the place of the fault.
//
// The package imports little, since encoding/json would add half to the module's size.
package jsontext
