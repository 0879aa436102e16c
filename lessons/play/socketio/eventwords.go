package socketio

import (
	"strconv"
	"strings"
)

// EventWords returns an event of Socket.IO as a console shows it, given its arguments as
// JSON texts: say: "kitchen", "hi".
func EventWords(name string, args []string) string {
	if len(args) == 0 {
		return name
	}
	return name + ": " + strings.Join(args, ", ")
}

// asks stands behind the words of an event that asks for an acknowledgement.
const asks = " (asks for acknowledgement "

// AskingWords adds to the words of an event which acknowledgement it asks for.
func AskingWords(words string, id int) string {
	return words + asks + strconv.Itoa(id) + ")"
}

// acknowledgement is what an acknowledgement has for an event's name, before its id.
const Acknowledgement = "acknowledgement"

// AckWords returns an acknowledgement as a console shows it: acknowledgement 3: "ok".
func AckWords(id int, args []string) string {
	return EventWords(Acknowledgement+" "+strconv.Itoa(id), args)
}

// plainWords takes off the words of an event or an acknowledgement what a condition
// does not ask for: the namespace, and the id.
func plainWords(words string) string {
	if words != "" && words[0] == '/' {
		_, words, _ = strings.Cut(words, " ")
	}
	words, _, _ = strings.Cut(words, asks)
	if behind, found := strings.CutPrefix(words, Acknowledgement+" "); found {
		_, args, with := strings.Cut(behind, ": ")
		if words = Acknowledgement; with {
			words += ": " + args
		}
	}
	return words
}

// fitsWords says whether the words of an event or an acknowledgement are those that a condition
// asks for: the name with any arguments, or with these.
func FitsWords(wanted, words string) bool {
	if words == wanted {
		return true // also where what is taken off below belongs to an event's name
	}
	words = plainWords(words)
	if wanted == "" {
		return !strings.HasPrefix(words, Acknowledgement)
	}
	return words == wanted || strings.HasPrefix(words, wanted+": ")
}
