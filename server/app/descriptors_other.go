//go:build !unix

package app

// descriptors returns the number of files and connections that the program may have open. This
// system has no such limit.
func descriptors() int { return unlimitedDescriptors }
