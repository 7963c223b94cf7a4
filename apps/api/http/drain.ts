import type { Server } from 'node:http';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

const idleMs = 50;
const patienceMs = 10_000;

/**
 * Leaving without cutting anybody off: requests under way are answered, connections that wait for nothing are closed as they fall idle, and
 * whoever holds one open for longer than our patience loses it.
 */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  beforeApplicationShutdown(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const idle = setInterval(() => server.closeIdleConnections(), idleMs);
    const late = setTimeout(() => server.closeAllConnections(), patienceMs);
    server.once('close', () => { clearInterval(idle); clearTimeout(late); });
  }
}
