// Texts that the browser keeps for the learner. Fetched with every page. No feature needs them: in a sandboxed iframe,
// storage throws and the page forgets.

/** Returns the text that is stored under a key, or undefined. @param {string} key */
export function readStored(key) {
  try {
    return localStorage.getItem(`twocups.${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Stores a text under a key; undefined removes it. @param {string} key @param {string} [text] */
export function store(key, text) {
  try {
    if (text === undefined) localStorage.removeItem(`twocups.${key}`);
    else localStorage.setItem(`twocups.${key}`, text);
  } catch {
    // not stored; the page works without it
  }
}
