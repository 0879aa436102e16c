// Package structure checks the plan of the repository: the names in the folders that a reader
// opens first, the imports between packages, and the size of the WebAssembly module. Its tests
// are part of "make test".
//
// The test has a list of arrows: the packages that each package may import. An import without an
// arrow is an error, and so is an arrow that no package uses. The documents of the repository may only name files that exist.
package structure
