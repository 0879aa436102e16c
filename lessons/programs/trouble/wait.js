// How long to wait before trying again.

// #region wait
/** The longest wait before an attempt: it doubles with each failed attempt, up to a cap. */
export function bound(failed, { first, most }) {
  return Math.min(most, first * 2 ** failed);
}

/** Full jitter: any time up to the bound, by chance. */
export function wait(failed, limits, random = Math.random) {
  return random() * bound(failed, limits);
}
// #endregion
