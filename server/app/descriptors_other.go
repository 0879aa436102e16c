//go:build !unix

package app

// descriptors returns how many connections the system lets the program have open:
// there is no such limit here.
func descriptors() int { return plentyOfDescriptors }
