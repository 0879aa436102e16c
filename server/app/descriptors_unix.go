//go:build unix

package app

import "syscall"

// descriptors returns how many files and connections the system lets the program
// have open. Go has raised that to the most it may (package os).
func descriptors() int {
	var limit syscall.Rlimit
	if syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit) != nil {
		return plentyOfDescriptors
	}
	return int(min(limit.Cur, plentyOfDescriptors))
}
