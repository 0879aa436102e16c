// #region ready
document.addEventListener('DOMContentLoaded', () => {
  // #region click
  document.querySelector('#hello').addEventListener('click', () => {

    console.log('Hello <you> & "me"');
  });
  // #endregion
});
// #endregion
