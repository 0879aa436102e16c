// Package versions tests the program with older and newer versions of other projects' clients: the
// official client of Socket.IO, npm's ws, and Python's websockets. "make proof" installs the clients and
// runs these tests.
//
// The versions in testdata/package.json are the first and the last of Socket.IO's clients 3
// and 4, which speak Engine.IO 4 as the server does, and the last of ws 5, 6, 7 and 8.
package versions
