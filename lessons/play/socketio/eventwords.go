package socketio

import (
	"strconv"
	"strings"
)

// EventWords returns an event as a console shows it, given its arguments as JSON texts:
//
//	say: "kitchen", "hi"
func EventWords(name string, args []string) string {
	if len(args) == 0 {
		return name
	}
	return name + ": " + strings.Join(args, ", ")
}

// askSuffix starts the last part of the words of an event that asks for an acknowledgement.
const askSuffix = " (asks for acknowledgement "

// AskingWords appends to an event's words the number of the acknowledgement that the event
// asks for.
func AskingWords(words string, id int) string {
	return words + askSuffix + strconv.Itoa(id) + ")"
}

// Acknowledgement begins the words of an acknowledgement, before its number.
const Acknowledgement = "acknowledgement"

// AckWords returns an acknowledgement as a console shows it:
//
//	acknowledgement 3: "ok"
func AckWords(id int, args []string) string {
	return EventWords(Acknowledgement+" "+strconv.Itoa(id), args)
}

// plainWords returns the words of an event or an acknowledgement without the namespace and
// the number. A condition does not ask for these.
func plainWords(words string) string {
	if words != "" && words[0] == '/' {
		_, words, _ = strings.Cut(words, " ")
	}
	words, _, _ = strings.Cut(words, askSuffix)
	if behind, found := strings.CutPrefix(words, Acknowledgement+" "); found {
		_, args, with := strings.Cut(behind, ": ")
		if words = Acknowledgement; with {
			words += ": " + args
		}
	}
	return words
}

// WordsMatch reports whether the words of an event or an acknowledgement are those that
// a condition asks for: a name alone matches any arguments, and "" matches any event.
func WordsMatch(wanted, words string) bool {
	if words == wanted {
		return true // even where plainWords would remove a part of the event's name
	}
	words = plainWords(words)
	if wanted == "" {
		return !strings.HasPrefix(words, Acknowledgement)
	}
	return words == wanted || strings.HasPrefix(words, wanted+": ")
}
