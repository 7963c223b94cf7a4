import { createServer } from 'node:net';

const local = '127.0.0.1';

/** `wanted` when nobody listens there, else (or with 0) a free one. */
export async function freePort(wanted: number, host = local): Promise<number> {
  return await listenOn(wanted, host) ?? await listenOn(0, host) ?? 0;
}

/** Whether nobody listens on the port. 0 is always free. */
export async function isFree(port: number, host = local): Promise<boolean> {
  return port === 0 || await listenOn(port, host) !== null;
}

function listenOn(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
