// Package process starts and stops the servers that command bench compares. It reads the CPU
// time and the memory of each server from /proc.
package process
