// Package socketioconformance tests a server of Socket.IO with cases of the two protocols that it
// speaks: Engine.IO, 4th version, and Socket.IO, 5th version. The test of the program target plays
// the cases against our server, and the command against plays them against any server.
//
// A case has a number, a sentence, and the section of the protocol's document that demands it. It
// sends requests and frames by hand, without any client of Socket.IO.
//
// The server must have two things, as the servers have that the official test suites expect:
//
//   - at the path /engine.io/, an echo of Engine.IO: each message comes back;
//   - at the path /socket.io/, a server of Socket.IO with the namespaces / and /custom. In both, a
//     client that has connected gets an event auth with the payload of its CONNECT, or {}. In /,
//     an event message is answered with an event message-back that has its arguments, and an event
//     message-with-ack is acknowledged with its arguments. A session without a CONNECT must end.
//
// The program target is such a server:
//
//	go run ./server/proof/socketioconformance/target -addr 127.0.0.1:3000
//	go run ./server/proof/socketioconformance/against http://127.0.0.1:3000
package socketioconformance
