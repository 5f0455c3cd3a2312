import { ONE_WORD, SEVERAL_WORDS, changeOnce, demandFile, demandName, pascal, spaced } from './words.mjs';

const CATALOGUE = 'libs/contracts/src/catalogue.ts';

/** A new message in the context's contracts, and its place in the catalogue. */
export function planEvent(files, { context, name, topic: wanted, key = 'edition id' }) {
  demandName('The context', context, ONE_WORD, 'evaluation');
  demandName('The event', name, SEVERAL_WORDS, 'expert-replaced');
  const topic = wanted ?? `${context}.${name.split('-')[0]}.v1`;
  demandName('The topic', topic, new RegExp(`^${context}(\\.[a-z][a-z-]*)+\\.v[1-9]\\d*$`), `${context}.expert.v1`);
  const proto = `proto/${context}/v1/events.proto`;
  const Name = pascal(name);
  const contracts = demandFile(files, proto);
  if (new RegExp(`^message ${Name}\\b`, 'm').test(contracts)) throw new Error(`${proto} has ${Name} already`);
  const message = `
// ${spaced(name).replace(/^./, (letter) => letter.toUpperCase())}: say in one sentence what has happened.
message ${Name} {
  string edition_id = 1;
}
`;
  return {
    changes: [{ path: proto, text: `${contracts.trimEnd()}\n${message}` }, entry(files, context, topic, key, Name)],
    next: [
      `say in ${proto} what has happened, and add its fields`,
      'node scripts/generate.mjs writes the TypeScript, docs/events.md and a golden message in testdata, which no later change may break',
      `append it in the transaction: eventLog.append(tx, [event(${Name}Schema, …, { key, version })]), with the ${key} as its key`,
    ],
  };
}

/** Into the topic where there is one, else as a topic of its own at the end of the list. */
function entry(files, context, topic, key, Name) {
  const schema = `${context}.${Name}Schema`;
  const known = `name: '${topic}',`;
  if (demandFile(files, CATALOGUE).includes(known)) {
    const place = new RegExp(`(name: '${topic.replaceAll('.', '\\.')}',[^}]*schemas: \\[[^\\]]*?),?\\s*\\]`);
    return changeOnce(files, CATALOGUE, place, `$1, ${schema}]`);
  }
  return changeOnce(
    files,
    CATALOGUE,
    /\n\];\n\n\/\*\* Every file of contracts/,
    `
  {
    name: '${topic}',
    producer: '${context}',
    key: '${key}',
    partitions: 3,
    schemas: [${schema}],
  },
];

/** Every file of contracts`,
  );
}
