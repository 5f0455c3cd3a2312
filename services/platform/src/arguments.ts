import { parseArgs } from 'node:util';
import { resolve } from 'node:path';

export interface PlatformArguments {
  readonly port: number;
  readonly dataDir: string;
  /** Leaves the installation empty instead of loading the demonstration edition. */
  readonly empty: boolean;
}

/** Reads the command line; a wrong word gets one line that says what is allowed. */
export function readArguments(words: readonly string[]): PlatformArguments | string {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        port: { type: 'string', default: process.env['PORT'] ?? '8080' },
        data: { type: 'string', default: process.env['DATA_DIR'] ?? '.data' },
        empty: { type: 'boolean', default: false },
      },
      strict: true,
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      return `--port takes a number from 0 to 65535, not "${values.port}"`;
    return { port, dataDir: resolve(values.data), empty: values.empty };
  } catch (error) {
    return `${(error as Error).message.split('. ')[0]}. Options: --port NUMBER, --data DIR, --empty`;
  }
}
