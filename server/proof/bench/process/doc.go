// Package process starts the servers that are compared, each in a process of its
// own, ends them, and reads from /proc what they take of the machine.
package process
