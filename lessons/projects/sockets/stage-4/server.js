const { createServer } = require('node:http');
const express = require('express');
const { Server } = require('socket.io');
const socketController = require('./src/socketController');

const app = express();
const server = createServer(app);
const io = new Server(server);

socketController(io);

app.set('view engine', 'ejs');
app.use(express.static('public'));

app.get(['/', '/sockets'], (request, response) => {
  response.render('sockets');
});

const port = process.env.PORT ?? 3000;
server.listen(port, 'localhost', () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});
