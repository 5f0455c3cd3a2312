#!/usr/bin/env node
/**
 * From proto/: the TypeScript in libs/contracts/src/generated, the image that later changes are compared with
 * (proto/baseline.binpb), a golden message for each event that has none, docs/events.md and docs/asyncapi.yaml.
 * `--check` writes nothing, lints the contracts, and fails if a file is not current or a change breaks readers.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, fromBinary, ScalarType, toBinary, toJson } from '@bufbuild/protobuf';
import prettier from 'prettier';
import { stringify } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const proto = join(root, 'proto');
const baseline = join(proto, 'baseline.binpb');
const generated = join(root, 'libs/contracts/src/generated');
const check = process.argv.includes('--check');
const stale = [];

function run(command, args, cwd = root) {
  // An account without a home of its own cannot hold buf's cache there.
  const env = { BUF_CACHE_DIR: join(root, '.cache/buf'), ...process.env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, command), ...args], { cwd, env });
  if (status !== 0) {
    console.error(`${`${stdout}${stderr}`.trim()}\n${command} ${args.join(' ')} failed`);
    process.exit(1);
  }
  return stdout;
}

const buf = (...args) => run('node_modules/@bufbuild/buf/bin/buf', args, proto);

async function put(path, content) {
  const before = existsSync(path) ? await readFile(path) : undefined;
  if (before?.equals(Buffer.from(content))) return;
  if (check) {
    stale.push(relative(root, path));
    return;
  }
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, content);
  console.log(`wrote ${relative(root, path)}`);
}

async function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

async function typeScript() {
  const folder = await mkdtemp(join(tmpdir(), 'contracts-'));
  try {
    const template = {
      version: 'v2',
      inputs: [{ directory: '.' }],
      plugins: [
        {
          local: [process.execPath, join(root, 'node_modules/@bufbuild/protoc-gen-es/bin/protoc-gen-es')],
          out: folder,
          opt: ['target=ts', 'import_extension=js'],
        },
      ],
    };
    buf('generate', '--template', JSON.stringify(template));
    const now = await filesUnder(folder);
    for (const file of now) await put(join(generated, file), await readFile(join(folder, file)));
    for (const file of await filesUnder(generated)) {
      if (now.includes(file)) continue;
      if (check) stale.push(relative(root, join(generated, file)));
      else await rm(join(generated, file));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function image() {
  if (existsSync(baseline)) buf('breaking', '--against', 'baseline.binpb');
  await put(baseline, buf('build', '--exclude-source-info', '-o', '-#format=binpb'));
}

/** A value that differs from the field's default, so that a golden message shows the field. */
function sample(field, depth = 0) {
  const one = () => {
    if (field.message) return sampleMessage(field.message, depth + 1);
    if (field.enum) return field.enum.values.at(-1).number;
    switch (field.scalar) {
      case ScalarType.BOOL:
        return true;
      case ScalarType.BYTES:
        return Buffer.from(`${field.name} ü`);
      case ScalarType.STRING:
        return `${field.name} ü ${field.number}`;
      case ScalarType.INT64:
      case ScalarType.UINT64:
        return BigInt(Number.MAX_SAFE_INTEGER) + BigInt(field.number);
      default:
        return 1000 + field.number;
    }
  };
  if (field.fieldKind === 'list') return [one(), one()];
  if (field.fieldKind === 'map') throw new Error(`${field}: golden messages know no maps yet`);
  return one();
}

function sampleMessage(schema, depth = 0) {
  return create(schema, Object.fromEntries(schema.fields.map((field) => [field.localName, sample(field, depth)])));
}

/** The paths of all fields that a JSON form shows, through lists and parts. */
function shown(json, prefix = '') {
  if (Array.isArray(json)) return json.flatMap((one) => shown(one, prefix));
  if (json === null || typeof json !== 'object') return [prefix];
  return Object.entries(json).flatMap(([name, value]) => [`${prefix}.${name}`, ...shown(value, `${prefix}.${name}`)]);
}

/** Golden files are only ever added: an old event must stay readable for ever. */
async function goldens(catalogue) {
  for (const entry of catalogue.entries) {
    const [context, fact, version] = entry.type.split('.');
    const folder = join(proto, context, version, 'testdata');
    const files = (await filesUnder(folder)).filter((file) => new RegExp(`^${fact}\\.\\d+\\.json$`).test(file));
    const seen = new Set();
    for (const file of files) {
      const golden = JSON.parse(await readFile(join(folder, file), 'utf8'));
      const message = fromBinary(entry.schema, Buffer.from(golden.bytes, 'base64'));
      for (const path of shown(toJson(entry.schema, message))) seen.add(path);
    }
    const message = sampleMessage(entry.schema);
    const json = toJson(entry.schema, message);
    if (shown(json).every((path) => seen.has(path))) continue;
    const golden = {
      type: entry.type,
      bytes: Buffer.from(toBinary(entry.schema, message)).toString('base64'),
      message: json,
    };
    const path = join(folder, `${fact}.${files.length + 1}.json`);
    await put(
      path,
      await prettier.format(JSON.stringify(golden), { ...(await prettier.resolveConfig(path)), parser: 'json' }),
    );
  }
}

/** What the comments in a contract say, by message and by `message.field`. */
async function commentsOf(context, version) {
  const found = new Map();
  let message = '';
  let comment = [];
  for (const line of (await readFile(join(proto, context, version, 'events.proto'), 'utf8')).split('\n')) {
    const text = /^\s*\/\/ ?(.*)$/.exec(line);
    const opens = /^message (\w+)/.exec(line);
    const field = /^\s+(?:repeated )?[\w.]+ (\w+) = \d+/.exec(line);
    if (text) comment.push(text[1]);
    else {
      if (opens) message = opens[1];
      if (opens) found.set(message, comment.join(' '));
      if (field) found.set(`${message}.${field[1]}`, comment.join(' '));
      comment = [];
    }
  }
  return found;
}

const typeOfField = (field) => {
  const one = field.message?.name ?? (field.scalar ? ScalarType[field.scalar].toLowerCase() : field.enum?.name);
  return field.fieldKind === 'list' ? `list of ${one}` : one;
};

async function events(catalogue) {
  const lines = [
    '# Events',
    '',
    'Generated from `proto/` and `libs/contracts/src/catalogue.ts` by `scripts/generate-contracts.mjs`; do not edit.',
    '',
    'Events of one topic and key keep their order; each is delivered at least once and takes effect once.',
    'Messages are CloudEvents 1.0 in binary mode with a protobuf payload: `ce_id`, `ce_type`, `ce_source` (the producing service),',
    '`ce_subject` (the key), `ce_time`, `ce_sequence` (place in the producer’s log, from 1, without gaps) and `ce_aggregateversion`.',
    '',
    '| topic | producer | key | partitions | events |',
    '| --- | --- | --- | --- | --- |',
    ...catalogue.topics.map((topic) => {
      const types = catalogue.entries.filter((entry) => entry.topic === topic.name);
      const links = types.map((entry) => `[${entry.type.split('.')[1]}](#${entry.type.replaceAll('.', '')})`);
      return `| \`${topic.name}\` | ${topic.producer} | ${topic.key} | ${topic.partitions} | ${links.join(', ')} |`;
    }),
  ];
  for (const entry of catalogue.entries) {
    const [context, , version] = entry.type.split('.');
    const comments = await commentsOf(context, version);
    lines.push('', `## ${entry.type}`, '', comments.get(entry.schema.name) ?? '', '');
    lines.push(`Topic \`${entry.topic}\`, key: ${entry.key}.`);
    const parts = [entry.schema];
    for (const part of parts) {
      if (part !== entry.schema) lines.push('', `**${part.name}**: ${comments.get(part.name) ?? ''}`);
      lines.push('', '| field | type | meaning |', '| --- | --- | --- |');
      for (const field of part.fields) {
        lines.push(
          `| \`${field.name}\` | ${typeOfField(field)} | ${comments.get(`${part.name}.${field.name}`) ?? ''} |`,
        );
        if (field.message && !parts.includes(field.message)) parts.push(field.message);
      }
    }
  }
  const path = join(root, 'docs/events.md');
  await put(
    path,
    await prettier.format(lines.join('\n'), { ...(await prettier.resolveConfig(path)), parser: 'markdown' }),
  );
}

async function asyncApi(catalogue) {
  const contexts = [...new Set(catalogue.topics.map((topic) => topic.producer))];
  const schemas = {};
  for (const context of contexts) {
    schemas[`${context}.v1`] = {
      schemaFormat: 'application/vnd.google.protobuf;version=3',
      schema: await readFile(join(proto, context, 'v1/events.proto'), 'utf8'),
    };
  }
  const text = (description) => ({ type: 'string', description });
  const messages = {};
  for (const entry of catalogue.entries) {
    const [context, , version] = entry.type.split('.');
    messages[entry.type] = {
      name: entry.type,
      title: entry.schema.name,
      summary: (await commentsOf(context, version)).get(entry.schema.name) ?? '',
      contentType: 'application/protobuf',
      headers: { $ref: '#/components/schemas/cloudEventHeaders' },
      payload: { $ref: `#/components/schemas/${context}.${version}` },
      bindings: { kafka: { key: text(entry.key), bindingVersion: '0.5.0' } },
      'x-protobuf-message': entry.schema.typeName,
    };
  }
  const document = {
    asyncapi: '3.0.0',
    info: {
      title: 'WSIS Prizes: events',
      version: '1.0.0',
      description: 'Generated from proto/ and the catalogue of events; do not edit.',
    },
    defaultContentType: 'application/protobuf',
    channels: Object.fromEntries(
      catalogue.topics.map((topic) => [
        topic.name,
        {
          address: topic.name,
          messages: Object.fromEntries(
            catalogue.entries
              .filter((entry) => entry.topic === topic.name)
              .map((entry) => [entry.type, { $ref: `#/components/messages/${entry.type}` }]),
          ),
          bindings: { kafka: { topic: topic.name, partitions: topic.partitions, bindingVersion: '0.5.0' } },
        },
      ]),
    ),
    operations: Object.fromEntries(
      catalogue.topics.map((topic) => [
        `${topic.producer}-sends-${topic.name}`,
        {
          action: 'send',
          channel: { $ref: `#/channels/${topic.name}` },
          summary: `${topic.producer} sends, keyed by ${topic.key}`,
        },
      ]),
    ),
    components: {
      messages,
      schemas: {
        cloudEventHeaders: {
          type: 'object',
          required: [
            'ce_specversion',
            'ce_id',
            'ce_type',
            'ce_source',
            'ce_subject',
            'ce_time',
            'ce_sequence',
            'ce_aggregateversion',
          ],
          properties: {
            'content-type': { const: 'application/protobuf' },
            ce_specversion: { const: '1.0' },
            ce_id: { type: 'string', format: 'uuid' },
            ce_type: text('the event type'),
            ce_source: text('the producing service'),
            ce_subject: text('the key'),
            ce_time: { type: 'string', format: 'date-time' },
            ce_sequence: text('place in the producer’s log, from 1, without gaps'),
            ce_aggregateversion: text('version of the aggregate after the event'),
          },
        },
        ...schemas,
      },
    },
  };
  const path = join(root, 'docs/asyncapi.yaml');
  await put(
    path,
    await prettier.format(
      `# Generated by scripts/generate-contracts.mjs; do not edit.\n${stringify(document, { lineWidth: 0 })}`,
      {
        ...(await prettier.resolveConfig(path)),
        parser: 'yaml',
      },
    ),
  );
}

buf('lint');
await typeScript();
await image();
run('scripts/build.mjs', ['contracts', '--quiet']);
const { catalogue } = await import('../libs/contracts/dist/index.js');
catalogue.check();
await goldens(catalogue);
await events(catalogue);
await asyncApi(catalogue);
if (stale.length > 0) {
  console.error(`Not current: ${stale.join(', ')}. Run node scripts/generate.mjs`);
  process.exit(1);
}
