import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { killInCluster, startCluster, statusOfCluster, stopCluster } from './local-cluster.mjs';
import { parseArguments, Refusal, runCommand, wholeNumber } from './processes.mjs';

const usage = `./scripts/cluster start     starts the distributed form on this machine, and prints its address
./scripts/cluster stop      stops it; its data stays
./scripts/cluster status    says how each process is
./scripts/cluster kill N... ends processes such as voting-api as a power cut would; start brings them back
Options: --dir D (default .data/cluster), --port P (8080), --smtp URL (else mail is caught and shown at /mailbox)
        --ways FILE (ports of somebody between the processes and their parts, as startCluster takes them)
Settings of the services are taken from the environment.`;

const root = fileURLToPath(new URL('../../', import.meta.url));

await runCommand(async () => {
  const { options, plain } = parseArguments(process.argv.slice(2), {
    dir: 'value',
    port: 'value',
    smtp: 'value',
    ways: 'value',
    help: 'flag',
  });
  const dir = resolve(options.dir ?? join(root, '.data/cluster'));
  const port = options.port === undefined ? undefined : wholeNumber(options.port, 'port', 1024, 65_535);
  const [command, ...names] = plain;
  if (names.length > 0 && command !== 'kill') throw new Refusal(`./scripts/cluster ${command} takes no further word`);
  switch (command) {
    case 'start': {
      const { url, mailbox } = await startCluster(dir, {
        port,
        smtp: options.smtp ?? process.env.SMTP_URL,
        ways: options.ways === undefined ? undefined : JSON.parse(readFileSync(options.ways, 'utf8')),
      });
      console.log(url);
      if (mailbox) console.error(`Mail of this installation: ${url}/mailbox`);
      return undefined;
    }
    case 'stop':
      return stopCluster(dir);
    case 'kill':
      return killInCluster(dir, names);
    case 'status': {
      const states = await statusOfCluster(dir);
      if (states.length === 0) console.log('no cluster here yet');
      for (const { name, port: at, pid, state } of states)
        console.log(`${name} ${state}${pid ? `, process ${pid}` : ''}${at ? `, port ${at}` : ''}`);
      if (states.length === 0 || !states.every(({ state }) => /runs|is ready/.test(state))) process.exitCode = 3;
      return undefined;
    }
    default:
      console.log(usage);
      if (!options.help) process.exitCode = 2;
      return undefined;
  }
});
