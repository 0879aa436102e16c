module.exports = (io) => {
  io.on('connection', (socket) => {
    console.log('Client connected!');

    socket.on('message', (message) => {
      console.log(message);
    });

    socket.on('disconnect', () => {
      console.log('Client disconnected!');
    });
  });
};
