// #region guess
const bell = document.querySelector('#bell');

console.log(1);
setTimeout(() => console.log(2), 0);
bell.addEventListener('click', () => console.log(3));
console.log(4);
bell.click();
console.log(5);
// #endregion
