// #region turns
const alice = document.querySelector('#alice');
const bob = document.querySelector('#bob');
let turns = 0;
let next; // the timer of the turn that waits

const answer = (name, other) => {
  console.log(`${name} has the ball.`);
  clearTimeout(next);
  turns += 1;
  if (turns < 6) {
    next = setTimeout(() => other.click(), 400);
  } else {
    turns = 0;
    console.log('Six turns, that will do.');
  }
};

alice.addEventListener('click', () => answer('Alice', bob));
bob.addEventListener('click', () => answer('Bob', alice));
// #endregion

// #region stop
document.querySelector('#stop').addEventListener('click', () => {
  clearTimeout(next);
  turns = 0;
  console.log('Stopped.');
});
// #endregion
