const start = document.querySelector('#start');
// #region talk
const alice = document.querySelector('#alice');
const bob = document.querySelector('#bob');

alice.addEventListener('click', () => {
  console.log('Alice: over to you, Bob.');
  bob.click();
});

bob.addEventListener('click', () => {
  console.log('Bob: over to you, Alice.');
  alice.click();
});
// #endregion

// #region start
start.addEventListener('click', () => {
  alice.click();
  console.log('The talk is over.');
});
// #endregion
