const express = require('express');

const app = express();

app.set('view engine', 'ejs');
app.use(express.static('public'));

app.get(['/', '/sockets'], (request, response) => {
  response.render('sockets');
});

const port = process.env.PORT ?? 3000;
const server = app.listen(port, 'localhost', () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});
