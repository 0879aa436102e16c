// Package versions tests the program with older and newer versions of other projects' clients: the
// official client of Socket.IO, npm's ws, and Python's websockets. "make proof" installs the clients and
// runs these tests.
//
// The versions in testdata/package.json are the first and the last of Socket.IO's client 3, and
// the last of each of its versions 4.0 to 4.8, which speak Engine.IO 4 as the server does. Each
// of them tries every option that changes what it sends. Further versions are the last of ws 5,
// 6, 7 and 8.
package versions
