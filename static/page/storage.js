// What the browser remembers for the learner. Nothing needs it: in a sandboxed frame storage throws, and the page forgets.

/** Returns what was kept under a key, or undefined. */
export function recall(key) {
  try {
    return localStorage.getItem(`twocups.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text under a key; undefined forgets it. */
export function keep(key, text) {
  try {
    if (text === undefined) localStorage.removeItem(`twocups.${key}`);
    else localStorage.setItem(`twocups.${key}`, text);
  } catch {
    // not kept: the page works without
  }
}
