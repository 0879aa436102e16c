package trouble

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"twocups/server/instance"
	"twocups/server/instance/printable"
	"twocups/server/socket"
)

// The limits of a book. Together they bound the memory of a book to 20 KB.
const (
	MaxText    = 40            // characters
	MaxSaid    = 50            // texts; the oldest go first
	MaxSender  = 24            // characters
	MaxSenders = 64            // whose last number is kept: as many as an instance has members
	MaxNumber  = 1_000_000_000 // that a text may have
)

// book has the texts that clients sent, and the numbers by which the server finds texts that come
// twice.
type book struct {
	said    []string
	doubles int            // texts that came again, so that the server did not write them down
	last    map[string]int // of each sender, the number of the last text
}

// bookPage is the message with a book.
type bookPage struct {
	Type    string   `json:"type"`
	Said    []string `json:"said"`
	Doubles int      `json:"doubles"`
}

func newBook() book { return book{said: []string{}, last: make(map[string]int)} }

// bytes returns about how much memory the texts take.
func (b *book) bytes() (n int) {
	for _, text := range b.said {
		n += 16 + len(text)
	}
	return n
}

func (b *book) page() bookPage { return bookPage{"book", b.said, b.doubles} }

// say writes a text into the book, and confirms it to the sender.
func (t *Trouble) say(from *socket.Conn, c *client, number int, text string) error {
	if !t.hold(t.book.bytes() + 16 + utf8.UTFMax*MaxText) {
		return errors.New("the server has no memory left for that text: try again later")
	}
	if err := t.book.write(c.sender, number, text); err != nil {
		return err
	}
	if c.cut == 1 {
		from.Vanish() // the text is in the book, but the sender gets no confirmation
		return nil
	}
	c.cut = max(0, c.cut-1)
	from.Deliver(instance.JSON(event{Type: "got", Number: number}))
	return nil
}

// #region write
// write writes a text down, unless its sender has sent it before. A client that has not
// said hello has no name, so all its texts are written down.
func (b *book) write(sender string, number int, text string) error {
	text, err := tidy(number, text)
	if err != nil {
		return err
	}
	if sender != "" {
		if number <= b.last[sender] {
			b.doubles++ // a text that was sent again only needs an answer again
			return nil
		}
		b.last[sender] = number
	}
	b.said = append(b.said, text)
	if len(b.said) > MaxSaid {
		b.said = slices.Delete(b.said, 0, 1)
	}
	return nil
}

// #endregion

// tidy returns a text without the white space around it. The error says why it can't be
// written down.
func tidy(number int, text string) (string, error) {
	text, ok := printable.Text(text, 1, MaxText)
	if !ok {
		return "", fmt.Errorf("a text has 1 to %d characters that can be seen", MaxText)
	}
	return text, checkRange("number", number, 1, MaxNumber)
}

const senderCharacters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// hello notes the name of a client as a sender.
func (t *Trouble) hello(c *client, sender string) error {
	_, known := t.book.last[sender]
	switch {
	case sender == "" || len(sender) > MaxSender || strings.Trim(sender, senderCharacters) != "":
		return fmt.Errorf("a sender is 1 to %d of A-Z, a-z, 0-9, - and _", MaxSender)
	case !known && len(t.book.last) == MaxSenders:
		return errors.New("the server knows as many senders as it can")
	case !known:
		t.book.last[sender] = 0
	}
	c.sender = sender
	return nil
}
