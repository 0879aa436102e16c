// #region measure
/** Asks for the echo of each message, and returns when it was sent and when its echo came. */
export async function measure(messages, ask, together, onEcho) {
  const times = [];
  const one = async (message, i) => {
    const sent = performance.now();
    const echo = await ask(message);
    if (echo !== message) throw new Error(`no echo: ${echo}`);
    times[i] = { sent, came: performance.now() };
    onEcho();
  };
  if (together) {
    await Promise.all(messages.map(one));
  } else {
    for (const [i, message] of messages.entries()) await one(message, i);
  }
  return times;
}
// #endregion
