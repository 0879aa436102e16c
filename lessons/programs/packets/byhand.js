const line = new WebSocket(location.origin.replace('http', 'ws') + '/socket.io/?EIO=4&transport=websocket');
line.onmessage = (event) => console.log(event.data);
line.onopen = () => {
  line.send('40');
  line.send('42["echo","hello"]');
};
