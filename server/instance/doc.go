// Package instance lets several clients share one small program: a chat, a game, a
// text. Each copy of it that runs is an instance, with a state of its own.
//
// # Which instance
//
// A client names the instance in the query of its handshake, ?instance=…, by a key
// of 128 random bits that its page has made. The first client that names a key begins
// the instance; whoever is given the key, as part of a link, joins it. Nobody can
// guess one, and nothing lists them. A connection of a ws block names none: the
// clients of a block meet each other, as in package room.
//
// # What runs in it
//
// The program is a [socket.Behaviour]. Here all of its calls come one after the other,
// whichever client they are for, and so does what it asks to be done later ([After]). So
// a program keeps its state in plain maps and slices, and needs no lock of its own. It
// reads a message with [Read] and says something to many with [JSON].
//
// # How it ends
//
// The instance of a ws block ends with its last member, so that each run of the block
// begins anew. Any other waits for somebody to come back, for Config.Idle. When
// the places for instances are all taken, the one that has been empty for longest makes
// room sooner. After Config.Life it ends whoever is there: its members are closed with
// 1001. Nothing of it is kept. What the program holds of its members' messages, it
// bounds itself.
package instance
