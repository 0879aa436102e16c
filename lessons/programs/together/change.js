// A text is an array of characters (code points); a change is a list of pieces, as in change.go.

const length = (piece) => piece.keep ?? piece.remove ?? 0;

/** The text after a change. */
function apply(text, change) {
  let at = 0;
  return change.flatMap((piece) => {
    const part = piece.insert !== undefined ? [...piece.insert] : piece.keep ? text.slice(at, at + piece.keep) : [];
    at += length(piece);
    return part;
  });
}

// #region difference
/** The change from one text to another: all that is between their common beginning and their common end. */
function difference(before, after) {
  let start = 0;
  const most = Math.min(before.length, after.length);
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const change = [];
  if (start) change.push({ keep: start });
  if (after.length > start + end) change.push({ insert: after.slice(start, after.length - end).join('') });
  if (before.length > start + end) change.push({ remove: before.length - start - end });
  if (end) change.push({ keep: end });
  return change;
}
// #endregion

// #region transform
/** Adapts two changes of the same text, each to be made after the other. */
function transform(first, second) {
  const [firstAfter, secondAfter] = [[], []];
  const a = first.map((piece) => ({ ...piece }));
  const b = second.map((piece) => ({ ...piece }));
  while (a.length || b.length) {
    if (a[0]?.insert !== undefined) {
      firstAfter.push(a[0]);
      secondAfter.push({ keep: [...a.shift().insert].length });
    } else if (b[0]?.insert !== undefined) {
      secondAfter.push(b[0]);
      firstAfter.push({ keep: [...b.shift().insert].length });
    } else {
      const n = Math.min(length(a[0]), length(b[0]));
      if (a[0].keep && b[0].keep) {
        firstAfter.push({ keep: n });
        secondAfter.push({ keep: n });
      } else if (b[0].keep) firstAfter.push({ remove: n });
      else if (a[0].keep) secondAfter.push({ remove: n });
      shorten(a, n);
      shorten(b, n);
    }
  }
  return [joined(firstAfter), joined(secondAfter)];
}
// #endregion

function shorten(change, n) {
  if (length(change[0]) === n) change.shift();
  else change[0][change[0].keep ? 'keep' : 'remove'] -= n;
}

/** The change with neighbours of the same kind joined. */
function joined(change) {
  const whole = [];
  for (const piece of change) {
    const [kind] = Object.keys(piece);
    if (whole.length && kind in whole.at(-1)) whole.at(-1)[kind] += piece[kind];
    else whole.push({ ...piece });
  }
  return whole;
}

/** Returns the position after a change of a position in the text before. */
function moved(place, change) {
  let at = 0; // in the text before
  let by = 0;
  for (const piece of change) {
    if (at > place) break;
    if (piece.insert !== undefined) by += [...piece.insert].length;
    else if (piece.remove) by -= Math.min(piece.remove, place - at);
    at += length(piece);
  }
  return place + by;
}
