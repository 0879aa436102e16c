// #region handlers
let turns = 0;

const onAlice = () => {
  turns += 1;
  onBob();
};

const onBob = () => {
  turns += 1;
  onAlice();
};
// #endregion

// #region start
document.querySelector('#start').addEventListener('click', () => {
  turns = 0;
  try {
    onAlice();
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
    console.log(turns > 1000 ? 'More than 1,000 turns.' : 'Not many turns.');
  }
});
// #endregion
