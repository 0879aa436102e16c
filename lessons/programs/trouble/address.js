// Where the server is.

/** The address of a socket of this server, with the query that the page was given. */
export function addressOf(path, instance) {
  const url = new URL(path + location.search, location.href);
  url.protocol = url.protocol.replace('http', 'ws');
  if (instance) url.searchParams.set('instance', instance);
  return url;
}

/** Returns a new key, 128 random bits. With a new key, the page has an instance for itself. */
export function newKey() {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

export const at = (id) => document.getElementById(id);

/** An element with a class and a text. */
export const element = (name, className, textContent = '') =>
  Object.assign(document.createElement(name), { className, textContent });
