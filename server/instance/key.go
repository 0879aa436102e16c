package instance

import (
	"errors"
	"net/url"

	"twocups/lessons/play"
)

// key identifies an instance: by the key in the query of a handshake, or by the tag of a ws
// block.
type key struct{ instance, console, block string }

// keyOf reads the key in the query of a handshake. The error is worded for the client.
func keyOf(query url.Values) (key, error) {
	if name := query.Get("instance"); name != "" {
		if !play.IsInstanceKey(name) {
			return key{}, errors.New("the instance in the query is no key: want 22 to 64 of A-Z, a-z, 0-9, - and _")
		}
		return key{instance: name}, nil
	}
	tag, err := play.ParseTag(query.Get)
	if err != nil || tag == (play.Tag{}) {
		return key{}, errors.New("the query names no instance: want ?instance= and 22 random characters of base64url")
	}
	return key{console: tag.Console, block: tag.Block}, nil
}
