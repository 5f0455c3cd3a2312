import { applyTopics, listTopics } from '@wsis/messaging';
import { parseArguments, Refusal, runCommand } from './processes.mjs';

const usage = `./scripts/topics apply    creates the topics of the catalogue that are missing
./scripts/topics list     says which are there; code 3 if one is missing or has another number of partitions
Options: --brokers HOST:PORT,... (default KAFKA_BROKERS), --prefix P`;

await runCommand(async () => {
  const { options, plain } = parseArguments(process.argv.slice(2), { brokers: 'value', prefix: 'value', help: 'flag' });
  const kafkaBrokers = (options.brokers ?? process.env.KAFKA_BROKERS ?? '').split(',').filter(Boolean);
  const settings = { kafkaBrokers, topicPrefix: options.prefix ?? '' };
  const needBrokers = () => {
    if (kafkaBrokers.length === 0) throw new Refusal('KAFKA_BROKERS is not set: ./scripts/kafka start prints it');
  };
  const reach = async (work) => {
    try {
      return await work();
    } catch (error) {
      throw new Refusal(error.message);
    }
  };

  switch (plain[0]) {
    case 'apply': {
      needBrokers();
      const made = await reach(() => applyTopics(settings));
      for (const name of made) console.log(`created ${name}`);
      console.log(made.length === 0 ? 'every topic is there' : `${made.length} topics created`);
      return undefined;
    }
    case 'list': {
      needBrokers();
      const topics = await reach(() => listTopics(settings));
      for (const { name, partitions, present, found } of topics) {
        const state = !present ? 'is missing' : found === partitions ? 'is there' : `has ${found} partitions`;
        console.log(`${name} (${partitions} partitions) ${state}`);
      }
      if (topics.some((topic) => topic.found !== topic.partitions)) process.exitCode = 3;
      return undefined;
    }
    default:
      console.log(usage);
      if (!options.help) process.exitCode = 2;
      return undefined;
  }
});
