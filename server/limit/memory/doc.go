// Package memory bounds the memory that all clients together make the server hold. Package app
// makes one [Budget]. The sockets, the consoles, the programs that clients share and Socket.IO
// reserve their memory from it.
//
// # Accounts
//
// Each connection, console and instance has an [Account]. To open an account costs a fixed
// number of bytes, which covers what an idle connection needs and a few small messages. A
// connection that has to hold more, such as messages that its client doesn't read, reserves
// the bytes first, and releases them later. So a short message costs no work here.
//
// Several queues may hold one text, for example a message to all members of a chat. A [Shared]
// counts the bytes of such a text once, however many queues hold it.
//
// # When memory is short
//
// An address, or an IPv6 /64, may use half of the budget. If less than an eighth of the budget
// is free, the budget calls the function giveUp of the accounts that hold most, until three
// sixteenths are free. Those accounts belong to the clients that read most slowly, because
// unread messages are nearly everything that accounts hold. If less than an eighth of an
// address's half is free, only accounts of this address have to give up. A client that gives up
// is closed with 1013, because shortage is nobody's fault. If less than a sixteenth is free all
// the same, the budget opens no further account: the newcomer is closed with 1013.
//
// All accounts together may always hold a sixteenth of the budget besides their fixed costs. So
// nobody has to give up where many idle clients fill the budget.
//
// # What the budget doesn't count
//
// The budget counts what grows with clients. [Config].Clients leaves room for the rest: the
// course, the garbage between two collections, and what the accounts only estimate.
package memory
