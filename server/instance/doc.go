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
// starts from the beginning. Any other instance waits for a client to join, for Config.Idle. After
// Config.Life an instance ends even if it has members: they are closed with 1001. The server keeps
// nothing of an instance that has ended.
//
// # Who has how much
//
//	what                 for each                   for an address            for all
//	instances            -                          half of MaxInstances, or  MaxInstances, of each program
//	                                                500 if that is more
//	members              MaxMembers, an instance    that of its connections   that of all connections
//	messages a second    Rate and Burst, a member   -                         InstanceRate and InstanceBurst,
//	                                                                          the members of an instance
//	memory               what the program's limits  half of Config.Memory     Config.Memory
//	                     allow, see [Hold]
//	time without members Idle, an instance          -                         -
//	time in all          Life, an instance          -                         -
//
// An instance counts for the address of the client that began it. Within an instance the address
// doesn't count, because a class may have one address: there each member has a share.
//
// If a client needs a new instance and there is no room, an instance ends that nobody would miss:
// one that nobody uses, or that has been empty for a minute, or that was empty for longer than it
// had members, or whose members have had five seconds to register ([Registrar]) and have not. An
// instance that is empty only for a moment, while a page reloads, stays. If there is no such
// instance and all are in use, the address that has most of them gives up its newest, as long as it
// still has more than the newcomer's address. Its members are closed with 1013.
//
// A member of a full instance that has not registered after five seconds gives way to a newcomer,
// and is closed with 1013. A registered member keeps its place. So does every member of a program
// whose members don't register.
//
// The messages of a member that sends too fast wait, and the server reads no more of them. If a
// member goes on for two seconds without a break, it is closed with 1008. If all members of an
// instance together send too fast, their messages wait for their turn, one of each member.
package instance
