// Package versions plays older and newer versions of foreign clients against the program:
// the official client of Socket.IO, and npm's ws. "make proof" installs them and runs
// these tests.
//
// The versions in testdata/package.json are the first and the last of Socket.IO's clients 3
// and 4, which speak Engine.IO 4 as the server does, and the last of ws 5, 6, 7 and 8.
package versions
