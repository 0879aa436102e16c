//go:build unix

package app

import "syscall"

// descriptors returns the number of files and connections that the program may have open.
// Package os has already raised this limit as far as the system allows.
func descriptors() int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil {
		return unlimitedDescriptors
	}
	return int(min(limit.Cur, unlimitedDescriptors))
}
