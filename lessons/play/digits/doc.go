// Package digits reads and writes numbers and bytes as digits: [Number] and [CutNumber]
// read whole numbers, [ParseHex] and [FormatHex] bytes as pairs of hexadecimal digits.
// The readers of ws blocks, packets, tags and the sockets' commands use it.
//
// Package strconv would make the module in the page larger: the errors of its ParseUint
// need strconv.Quote and its tables of printable characters.
package digits
