import { createServer } from 'node:net';

/**
 * A loopback port that nobody held a moment ago.
 *
 * Another program may take it before it is used: whoever binds it must be ready to ask for another.
 */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('a loopback socket has no port'));
        else resolve(address.port);
      });
    });
  });
}
