// #region order
const bell = document.querySelector('#bell');

console.log('1. Put the kettle on.');
bell.addEventListener('click', () => console.log('Ding. Somebody is at the door.'));
console.log('2. Pour the tea.');
// #endregion
