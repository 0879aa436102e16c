// For an author (-lessons): reloads the page when what the server has for it changed.

/** How often to ask, in milliseconds: quick enough to feel immediate after a save, on the author's own machine. */
const every = 700;

/** Follows the page's entity tag. A server that is away is asked again. */
export async function followTheAuthor() {
  let shown;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, every));
    try {
      const tag = (await fetch(location.href, { method: "HEAD", cache: "no-store" })).headers.get("ETag");
      shown ??= tag;
      if (tag && tag !== shown) location.reload();
    } catch {
      // away: ask again
    }
  }
}
