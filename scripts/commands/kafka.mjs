import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  brokersOf,
  describeCluster,
  killKafka,
  startKafka,
  statusOfKafka,
  stopKafka,
  wipeKafka,
} from './kafka-cluster.mjs';
import { parseArguments, Refusal, runCommand, wholeNumber } from './processes.mjs';

const usage = `./scripts/kafka start [N...]   starts the cluster, or single brokers of it, and prints KAFKA_BROKERS=...
./scripts/kafka stop [N...]    stops it, or single brokers, in order
./scripts/kafka status         says which brokers run
./scripts/kafka kill N...      ends brokers as a power cut would
./scripts/kafka restart N...   stops brokers and starts them
./scripts/kafka wipe [N...]    ends brokers and loses their data; all of them: a new cluster on the same ports
Options: --dir D (default .data/kafka), --brokers 3 and --port BASE (first start only)`;

const root = fileURLToPath(new URL('../../', import.meta.url));

await runCommand(async () => {
  const { options, plain } = parseArguments(process.argv.slice(2), {
    dir: 'value',
    brokers: 'value',
    port: 'value',
    help: 'flag',
  });
  const [command, ...words] = plain;
  const dir = resolve(options.dir ?? join(root, '.data/kafka'));
  const brokers = options.brokers === undefined ? 3 : wholeNumber(options.brokers, 'brokers', 1, 9);
  const basePort =
    options.port === undefined ? undefined : wholeNumber(options.port, 'port', 1024, 32_767 - 2 * brokers);
  const known = describeCluster(dir)?.ports.length ?? brokers;
  const numbers = words.map((word) => {
    const number = Number(word);
    if (!Number.isInteger(number) || number < 1 || number > known)
      throw new Refusal(`There is no broker ${word}: they are numbered 1 to ${known}`);
    return number;
  });
  const some = numbers.length > 0 ? numbers : undefined;
  const needNumbers = () => {
    if (!some) throw new Refusal(`./scripts/kafka ${command} needs the number of a broker`);
    return numbers;
  };
  const start = async (only) =>
    console.log(`KAFKA_BROKERS=${brokersOf(await startKafka(dir, { brokers, basePort, ...(only ? { only } : {}) }))}`);

  switch (command) {
    case 'start':
      return start(some);
    case 'stop':
      return stopKafka(dir, some ? { only: some } : {});
    case 'kill':
      return killKafka(dir, needNumbers());
    case 'restart':
      await stopKafka(dir, { only: needNumbers() });
      return start(numbers);
    case 'wipe':
      return wipeKafka(dir, some);
    case 'status': {
      const states = statusOfKafka(dir);
      if (states.length === 0) console.log('no cluster here yet');
      for (const { number, port, pid } of states)
        console.log(`broker ${number} on 127.0.0.1:${port} ${pid ? `runs as process ${pid}` : 'is stopped'}`);
      if (!states.every(({ pid }) => pid)) process.exitCode = 3;
      return undefined;
    }
    default:
      console.log(usage);
      if (!options.help) process.exitCode = 2;
      return undefined;
  }
});
