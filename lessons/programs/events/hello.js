// #region ready
document.addEventListener('DOMContentLoaded', () => {
  console.log('The page is ready.');
  const button = document.querySelector('#hello');
  const answer = document.querySelector('#answer');

  button.addEventListener('click', () => {
    answer.textContent = 'Hello to you, too.';
    console.log('The button was clicked.');
  });
});
// #endregion
