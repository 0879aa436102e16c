// An echo over HTTP: a paper plane there, and one back.

// #region http
export async function ask(url, message, signal) {
  const answer = await fetch(url, { method: 'POST', body: message, signal });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  return answer.text();
}
// #endregion
