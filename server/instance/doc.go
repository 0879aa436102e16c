// Package instance lets several clients share one small program: a chat, a game, a text.
// The server's parts of lessons/programs run in it. Each copy of a program that runs is an
// instance, with a state of its own.
//
// # Which instance
//
// A client names the instance in the query of its handshake, ?instance=…, by a key
// of 128 random bits that its page has made. The first client that names a key begins
// the instance; the clients that are given the key, as part of a link, join it. Nobody can
// guess a key, and nothing lists them. A connection of a ws block names none: the
// clients of a block meet each other, as in package room.
//
// # What runs in it
//
// A [Program] has one state for all of its members. Its calls come one after the other,
// whichever member they are for, and so do the calls that it asks for later ([After]). So a
// program keeps its state in plain maps and slices, and needs no lock. It reads a message
// with [Read] and makes one for many members with [JSON].
//
// # How it ends
//
// The instance of a ws block ends with its last member, so that each run of the block
// starts from the beginning. Any other instance waits for a member to come back, for Config.Idle. When
// the places for instances are all taken, the one that has been empty for longest makes
// room sooner. After Config.Life an instance ends even if it has members: they are
// closed with 1001. Nothing of it is kept. A program itself bounds what it holds of its
// members' messages.
package instance
