// Package instance lets several clients share one small program, such as a chat or a game. The
// programs in lessons/programs use it for their server's part. Each running copy of a program is
// an instance, with a state of its own.
//
// # Which instance
//
// A client names the instance in the query of its handshake, ?instance=…, by a key of 128
// random bits that its page has made. The first client with a key begins the instance. Other
// clients get the key as part of a link, and join the instance. Nobody can guess a key, and the
// server lists no keys. A connection of a ws block has no key: all clients of the block share an
// instance, as they share a room in package room.
//
// # What runs in it
//
// A [Program] has one state for all of its members. All calls of its methods come one after the
// other, also those that it asks for with [After]. So a program keeps its state in plain maps
// and slices, and needs no lock. It reads a message with [Read], and makes a message for many
// members with [JSON].
//
// # How it ends
//
// The instance of a ws block ends with its last member, so that each run of the block
// starts from the beginning. Any other instance waits for a client to join, for Config.Idle. If a
// client needs a new instance and there are Config.MaxInstances already, the instance that has
// been empty for longest ends sooner. After Config.Life an instance ends even if it has members:
// they are closed with 1001. The server keeps nothing of an instance that has ended. A program
// must bound the data that it holds of its members' messages.
package instance
