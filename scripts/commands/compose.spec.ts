import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_VARIABLES } from '@wsis/service';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Container {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string; readonly args: { readonly SERVICE: string } };
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
  readonly volumes?: readonly (string | { readonly source: string; readonly volume?: { readonly subpath: string } })[];
}
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Container>>;
};
const containers = Object.entries(compose.services);
const ours = containers.filter(([, { environment }]) => environment?.['ROLE'] !== undefined);
const names = readdirSync(join(root, 'services')).filter((name) => name !== 'platform');
/** The pages have no events and no due work. */
const rolesOf = (name: string) => (name === 'web' ? ['api'] : ['api', 'worker']);

test('every service runs in each of its roles, and nothing else calls itself one', () => {
  const expected = names.flatMap((name) => rolesOf(name).map((role) => `${name}-${role}`));
  expect(ours.map(([name]) => name).sort()).toEqual(expected.sort());
  for (const [name, { build, environment }] of ours) {
    expect(`${build?.args.SERVICE}-${environment?.['ROLE']}`).toBe(name);
    expect(build?.dockerfile).toBe('deploy/Dockerfile');
  }
});

test('a service is told nothing but variables that some service reads', () => {
  const known = new Set(CORE_VARIABLES.map(({ name }) => name));
  for (const [name, { environment }] of ours) {
    const unknown = Object.keys(environment ?? {}).filter((variable) => !known.has(variable));
    expect([name, unknown]).toEqual([name, []]);
  }
});

test('every service is told what production refuses to do without, and where all the others are', () => {
  const needed = [
    'DATABASE_URL',
    'REDIS_URL',
    'KAFKA_BROKERS',
    'SMTP_URL',
    'SECRETS_FILE',
    ...names.map((name) => `${name.toUpperCase()}_URL`),
  ];
  for (const [name, { environment }] of ours) {
    expect([name, needed.filter((variable) => !environment?.[variable])]).toEqual([name, []]);
    for (const other of names) expect(environment?.[`${other.toUpperCase()}_URL`]).toBe(`http://${other}-api:8080`);
  }
});

test('a service sees no key but its own', () => {
  for (const [, { build, volumes }] of ours) {
    const secrets = volumes?.filter((volume) => typeof volume !== 'string' && volume.source === 'secrets');
    expect(secrets).toEqual([expect.objectContaining({ read_only: true, volume: { subpath: build?.args.SERVICE } })]);
  }
});

test('ports are open on loopback only', () => {
  const ports = containers.flatMap(([, container]) => container.ports ?? []);
  expect(ports.length).toBeGreaterThan(0);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

test('every image is pinned to an exact version, or built here', () => {
  for (const [name, { image, build }] of containers) {
    if (build) continue;
    expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/)]);
  }
});

test('what another one waits for says when it is healthy or done, and exists', () => {
  for (const [name, { depends_on: awaited }] of containers) {
    for (const [other, { condition }] of Object.entries(awaited ?? {})) {
      const target = compose.services[other];
      expect([name, other, target !== undefined]).toEqual([name, other, true]);
      if (condition === 'service_completed_successfully') continue;
      expect([name, other, condition]).toEqual([name, other, 'service_healthy']);
      // The image of a service brings its own health check.
      expect([other, Boolean(target?.healthcheck ?? target?.build)]).toEqual([other, true]);
    }
  }
  for (const [name, { depends_on: awaited }] of ours) {
    expect([name, Object.keys(awaited ?? {}).sort()]).toEqual([name, ['postgres', 'redis', 'secrets', 'topics']]);
  }
});

test('three brokers hold three copies, write to two, and make no topic by accident; their version is the one tried here', () => {
  const brokers = containers.filter(([name]) => name.startsWith('kafka-'));
  expect(brokers.map(([, { environment }]) => environment?.['KAFKA_NODE_ID'])).toEqual(['1', '2', '3']);
  const version = /kafka_2\.13<\/artifactId>\s*<version>([\d.]+)</.exec(read('deploy/kafka/pom.xml'))?.[1];
  for (const [name, { image, environment }] of brokers) {
    expect(image).toBe(`apache/kafka:${version}`);
    expect(environment).toMatchObject({
      KAFKA_DEFAULT_REPLICATION_FACTOR: '3',
      KAFKA_MIN_INSYNC_REPLICAS: '2',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${name}:9092`,
    });
  }
});

test('PostgreSQL is the oldest version promised, and Redis is of the seventh', () => {
  expect(compose.services['postgres']?.image).toMatch(/^postgres:15\./);
  expect(compose.services['redis']?.image).toMatch(/^redis:7\./);
});

test('no password stands in the file', () => {
  expect(read('docker-compose.yml').match(/PASSWORD[^$\n]*: (?!\$\{)/g)).toBeNull();
  expect(compose.services['postgres']?.environment?.['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
});

test('one routing serves all services, here and in containers', () => {
  const routes = read('deploy/nginx/routes.conf');
  const upstreams = [...read('deploy/nginx/nginx.conf').matchAll(/upstream (\w+) \{\s*server ([\w-]+):8080;/g)].map(
    ([, name, host]) => [name, host],
  );
  expect(upstreams.sort()).toEqual(names.map((name) => [name, `${name}-api`]).sort());
  const routed = [...routes.matchAll(/location (\S+) \{\s*proxy_pass http:\/\/(\w+);/g)].map(([, path, name]) => [
    name,
    path,
  ]);
  expect(routed.sort()).toEqual(names.map((name) => [name, name === 'web' ? '/' : `/api/${name}/`]).sort());
  expect(read('deploy/nginx/nginx.conf')).toContain('include /etc/nginx/routes.conf;');
  expect(compose.services['nginx']?.volumes).toContain('./deploy/nginx/routes.conf:/etc/nginx/routes.conf:ro');
  expect(read('scripts/commands/local-cluster.mjs')).toContain('include ${root}deploy/nginx/routes.conf;');
});

test('the image runs Node 24 as an ordinary user', () => {
  const file = read('deploy/Dockerfile');
  expect(file).toMatch(/^ARG NODE=24\.\d+\.\d+-/m);
  expect(file.match(/^USER .+$/gm)).toEqual(['USER node']);
  expect(file.indexOf('USER node')).toBeLessThan(file.indexOf('\nCMD'));
});
