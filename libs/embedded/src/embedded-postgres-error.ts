/** A start that cannot succeed as things are. The message is one line that a person can act on. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** Turns what PostgreSQL's programs printed into the one line that says what to do. */
export function refusalFrom(output: string, place: { dataDir: string; port?: number }): EmbeddedPostgresError {
  const line = (text: string) => new EmbeddedPostgresError(text);
  if (/No space left on device|ENOSPC/.test(output)) {
    return line(`The disk that holds ${place.dataDir} is full: free some space and start again`);
  }
  if (/Address already in use/.test(output)) {
    return line(`Port ${place.port} on 127.0.0.1 is taken: stop the program that uses it, or name another port`);
  }
  if (/Permission denied|EACCES|EPERM|wrong ownership/.test(output)) {
    return line(
      `The data folder ${place.dataDir} is not readable and writable for this user: start as its owner, or name another folder`,
    );
  }
  if (/Read-only file system|EROFS/.test(output)) {
    return line(`The data folder ${place.dataDir} is on a read-only disk: name another folder`);
  }
  if (/could not create shared memory|could not map anonymous shared memory|Cannot allocate memory/.test(output)) {
    return line('There is not enough memory for PostgreSQL: it needs about 300 MB');
  }
  const last =
    output
      .split('\n')
      .filter((text) => /FATAL|PANIC|error/i.test(text))
      .at(-1) ??
    output.trim().split('\n').at(-1) ??
    '';
  return line(
    `PostgreSQL did not start in ${place.dataDir}: ${last.replace(/^.*?(FATAL|PANIC|error):\s*/i, '').trim() || 'it gave no reason'}`,
  );
}
