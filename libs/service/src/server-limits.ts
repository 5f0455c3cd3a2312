import type { Server } from 'node:http';
import type { Settings } from './settings.js';

/** A request line with its headers; a ballot's take less than a kilobyte. */
const HEADERS_AT_MOST_BYTES = 16_384;
/**
 * Connections that may wait to be taken. Beyond it the kernel drops the end of a handshake: the client believes that it is
 * connected, and its request waits for a retransmission, which comes after seconds. Node's own 511 is full within a moment of a rush.
 */
export const LISTEN_BACKLOG = 4_096;
/** How often Node looks for requests that take too long. */
const LOOK_MS = 2_000;
/** Longer than the proxy in front keeps an idle connection, so that it is never ended while a request comes. */
const KEEP_ALIVE_MS = 65_000;

/** The outermost limits: how long a client may take to say what it wants, and how much of it. */
export function serverLimits(settings: Settings) {
  return {
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: settings.requestSeconds * 1_000,
    http: {
      headersTimeout: settings.headersSeconds * 1_000,
      connectionsCheckingInterval: LOOK_MS,
      maxHeaderSize: HEADERS_AT_MOST_BYTES,
    },
  };
}

/** Connections beyond this number are closed as they come: the ones that are open get their answers. */
export function limitServer(server: Server, settings: Settings): void {
  server.maxConnections = settings.connectionsAtMost;
}
