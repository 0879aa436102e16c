module.exports = (io) => {
  io.on('connection', (socket) => {
    console.log('Client connected!');

    socket.on('message', (message, acknowledge) => {
      console.log(message);
      socket.broadcast.emit('message', message);
      if (typeof acknowledge === 'function') {
        acknowledge('the server has it');
      }
    });

    socket.on('disconnect', () => {
      console.log('Client disconnected!');
    });
  });
};
