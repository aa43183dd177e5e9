import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** Sends text over a connection of its own, and gives what comes back until the server closes it. */
export async function wire(url: string, sent: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.setTimeout(10_000, () =>
    socket.destroy(new Error('The server has kept the connection for 10 seconds.')),
  );
  socket.write(sent);
  return text(socket);
}
