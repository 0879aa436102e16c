// Reloads the page when the server has another version of it. Fetched where the server runs for an author (-lessons).

/** How often to ask, in milliseconds: quick enough to feel immediate after a save, on the author's own machine. */
const interval = 700;

/** Follows the page's entity tag. */
export async function reloadOnChange() {
  const shown = await entityTag({ cache: "force-cache" }); // of the cached page, which the browser shows
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, interval));
    const current = await entityTag({ method: "HEAD", cache: "no-store" });
    if (current && current !== shown) location.reload();
  }
}

/** The page's entity tag; undefined when the server is away. @param {RequestInit} options */
async function entityTag(options) {
  try {
    return (await fetch(location.href, options)).headers.get("ETag");
  } catch {
    return undefined;
  }
}
