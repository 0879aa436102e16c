// For an author (-lessons): reloads the page when what the server has for it changed.

/** How often to ask, in milliseconds: quick enough to feel immediate after a save, on the author's own machine. */
const every = 700;

/** Follows the page's entity tag. */
export async function followTheAuthor() {
  const shown = await tag({ cache: "force-cache" }); // of what the browser has kept, which is what it shows
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, every));
    const now = await tag({ method: "HEAD", cache: "no-store" });
    if (now && now !== shown) location.reload();
  }
}

/** The page's entity tag; undefined when the server is away. */
async function tag(how) {
  try {
    return (await fetch(location.href, how)).headers.get("ETag");
  } catch {
    return undefined;
  }
}
