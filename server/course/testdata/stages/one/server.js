const http = require('http');
/* A comment
   of two lines. */
const port = 3000;

const server = http.createServer((request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/plain' });
  response.end('<hello>');
});

server.listen(port);
