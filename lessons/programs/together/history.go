package together

import (
	"errors"
	"slices"
)

// history has the latest changes of a text, for clients that don't know them yet.
type history struct {
	changes                 []entry // the newest last
	inserted, pieces, bytes int     // of all of them
}

// entry is a change with its figures, so that nobody has to count them again.
type entry struct {
	Change
	inserted, removed, bytes int
}

// errOld is the error for a change of a text that is too old.
var errOld = errors.New("your text is too old")

// #region late
// transformed adapts a change to the newest revision of a text, which has this length. The client
// of the change has missed that many changes of others.
func (h *history) transformed(change Change, missed, length int) (Change, error) {
	if missed < 0 || missed > len(h.changes) {
		return nil, errOld
	}
	unknown := h.changes[len(h.changes)-missed:]
	for _, e := range unknown {
		length += e.removed - e.inserted
	}
	if err := change.check(length); err != nil {
		return nil, err
	}
	work := len(change)
	for _, e := range unknown {
		if work += len(e.Change) + len(change); work > MaxWork {
			return nil, errOld
		}
		change = transform(change, e.Change, true)
	}
	if len(change) > MaxPieces { // each client would have to transform it, and the server to send it
		return nil, errOld
	}
	return change, nil
}

// #endregion

// add adds a change, and drops the oldest changes if there are too many.
func (h *history) add(change Change) {
	added := entry{change, change.inserted(), change.removed(), change.bytes()}
	h.changes = append(h.changes, added)
	h.count(added, 1)
	for len(h.changes) > MaxChanges || h.inserted > MaxKept || h.pieces > MaxWork {
		h.count(h.changes[0], -1)
		h.changes = slices.Delete(h.changes, 0, 1)
	}
}

// count adds or takes off the figures of a change.
func (h *history) count(e entry, sign int) {
	h.inserted += sign * e.inserted
	h.pieces += sign * len(e.Change)
	h.bytes += sign * e.bytes
}
