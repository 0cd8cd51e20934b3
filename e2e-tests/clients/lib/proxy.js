import net from 'node:net';

/**
 * The network between a browser and a gateway, with a hand on the plug: passes bytes on, until it is told to cut all
 * connections, to let none through, or to let no WebSocket through.
 */
export async function aProxyTo(url) {
  const target = new URL(url);
  const sockets = new Set();
  const plug = { isOut: false, hasWebSockets: true };
  const server = net.createServer((client) => {
    if (plug.isOut) {
      client.destroy();
      return;
    }
    const gateway = net.connect(Number(target.port), target.hostname);
    const end = () => [client, gateway].forEach((socket) => {
      sockets.delete(socket);
      socket.destroy();
    });
    for (const socket of [client, gateway]) {
      sockets.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes) => {
      if (!plug.hasWebSockets && /^upgrade: websocket/im.test(bytes.toString('latin1'))) {
        end();
      } else {
        gateway.write(bytes);
      }
    });
    gateway.pipe(client);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => sockets.forEach((socket) => socket.destroy());
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    pullOut: () => {
      plug.isOut = true;
      cut();
    },
    plugIn: () => {
      plug.isOut = false;
    },
    blockWebSockets: () => {
      plug.hasWebSockets = false;
    },
    close: () => {
      cut();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
