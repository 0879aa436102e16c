// A file that is made up, for those who have none at hand.

const lines = 49_152; // of 64 bytes: 3 MiB, which is enough to watch

/** Returns a text file of numbered lines. */
export function madeUp() {
  const text = Array.from(
    { length: lines },
    (_, i) => `Line ${i + 1} of ${lines}: two cups, a string, and a file.`.padEnd(63) + '\n',
  );
  return new File(text, 'made-up.txt', { type: 'text/plain' });
}
