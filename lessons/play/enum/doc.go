// Package enum writes and reads the names of small enumerations. Opcodes, sides, kinds
// of events, verbs and types of packets use it for their String and UnmarshalText.
//
// The names are a slice that holds each name at the index of its value, and an empty
// string where a value has no name. Maps would make the module in the page larger.
package enum
