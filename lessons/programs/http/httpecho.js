// An echo over HTTP: a request there, and an answer back.

// #region http
export async function ask(url, message, signal) {
  const answer = await fetch(url, { method: 'POST', body: message, signal });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  return answer.text();
}
// #endregion
