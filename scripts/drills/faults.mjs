/**
 * What breaks, in this order. A fault is brought about while everybody votes, holds for a while, and is mended:
 *   bringAbout  breaks something, and waits until what must hold meanwhile has been seen
 *   mend        puts it right; the time from here until ballots are accepted and every process is ready is the recovery
 *   afterwards  looks at what must hold once nobody votes any more
 *   answers     the answers that voters may get beside what they may get at any time, by status and code
 *   ends        it ends processes of services; otherwise each must recover by itself
 *   last        there is no vote after it
 *   obstacle    why it cannot be played on this machine, if it cannot
 * `small` ones are played by the small drill, the others with --all.
 */
import { byTwo, nextCode } from '@wsis/rehearsal';
import { createClient } from 'redis';
import { haveParts } from '../commands/local-parts.mjs';
import { askHealth, PROCESSES, STATEFUL, WORKERS } from './platform-under-drill.mjs';
import { everythingIn, sendTo } from './topics-under-drill.mjs';

/** What is answered while something on the way of a ballot is gone. */
const PARTS_GONE = /^(0 \w+|503 (VOTING\.(UNAVAILABLE|UNKNOWN_OUTCOME)|HTTP\.UNAVAILABLE))$/;

export const FAULTS = [
  {
    name: 'kill -9 of processes',
    small: true,
    ends: true,
    answers: PARTS_GONE,
    async bringAbout(drill, row) {
      const { chance, platform, scale } = drill;
      // In the large drill everything dies once, in the small one the API of the vote and whoever is with it.
      const others = chance.shuffled(PROCESSES.filter((name) => name !== 'voting-api'));
      const atOnce = scale === 'small' ? 1 : 3;
      row.rounds = scale === 'small' ? 1 : Math.ceil(others.length / atOnce);
      row.recoveryMs = 0;
      for (let round = 0; round < row.rounds; round += 1) {
        await platform.kill('voting-api', ...others.slice(round * atOnce, (round + 1) * atOnce));
        const mending = performance.now();
        await platform.bringBack();
        await drill.savedMore();
        row.recoveryMs = Math.max(row.recoveryMs, performance.now() - mending);
      }
    },
  },
  {
    name: 'PostgreSQL stopped immediately',
    small: true,
    answers: PARTS_GONE,
    async bringAbout(drill) {
      await drill.platform.kill('postgres');
      await drill.unready(STATEFUL, /database/);
      for (const name of PROCESSES) {
        const { status } = await drill.platform.health(name, 'live');
        if (status !== 200) throw new Error(`${name} does not live: ${status}`);
      }
    },
    mend: (drill) => drill.platform.bringBack(),
  },
  {
    name: 'all brokers killed, all of their data lost',
    small: true,
    async bringAbout(drill) {
      await drill.platform.killBrokers();
      await drill.unready(WORKERS, /kafka/i);
      await drill.savedMore();
      drill.extension = await drill.extend();
      await drill.platform.wipeKafka();
    },
    async mend(drill) {
      await drill.platform.bringBack();
      await drill.extensionArrives(drill.extension);
    },
    afterwards: (drill) => drill.everyBallotIsTold('all brokers killed, all of their data lost'),
  },
  {
    name: 'disk of PostgreSQL full',
    small: true,
    obstacle: ({ platform }) => (platform.ownDisk ? undefined : 'only root may mount a disk of a known size'),
    answers: PARTS_GONE,
    async bringAbout(drill) {
      drill.platform.fillDisk(true);
      drill.crowd.answersSince();
      // What fits into pages and log that are there already is still saved.
      await drill.until('refusals', () =>
        Object.keys(drill.crowd.answersSince()).some((said) => said.startsWith('503')),
      );
    },
    async mend(drill) {
      drill.platform.fillDisk(false);
      await drill.platform.bringBack();
    },
  },
  {
    name: 'killed between commit and publish',
    small: true,
    ends: true,
    answers: PARTS_GONE,
    async bringAbout(drill) {
      // Held still, the workers cannot publish what is committed from here on.
      drill.platform.freeze('competition-worker', 'voting-worker');
      const { closesAt } = await drill.ledger();
      drill.extension = await drill.extend();
      await drill.savedMore();
      if ((await drill.ledger()).closesAt !== closesAt) throw new Error('Somebody else published it');
      await drill.platform.kill('competition-worker', 'voting-worker', 'voting-api');
    },
    async mend(drill) {
      await drill.platform.bringBack();
      await drill.extensionArrives(drill.extension);
    },
    afterwards: (drill) => drill.everyBallotIsTold('killed between commit and publish'),
  },
  {
    name: 'a broker killed',
    async bringAbout(drill) {
      await drill.platform.kill(`kafka-${1 + drill.chance.below(3)}`);
      await drill.extensionArrives(await drill.extend());
    },
    mend: (drill) => drill.platform.bringBack(),
    afterwards: (drill) => drill.everyBallotIsTold('a broker killed'),
  },
  {
    name: 'all brokers killed',
    async bringAbout(drill) {
      await drill.platform.killBrokers();
      await drill.unready(WORKERS, /kafka/i);
      await drill.savedMore();
    },
    async mend(drill) {
      await drill.platform.bringBack();
      await drill.extensionArrives(await drill.extend());
    },
    afterwards: (drill) => drill.everyBallotIsTold('all brokers killed'),
  },
  {
    name: 'Redis killed',
    small: true,
    /** Casting stays open, codes are asked for on a local budget, and checking them is closed. */
    async bringAbout(drill) {
      const { platform, vote, mail } = drill;
      const email = `late-voter-${drill.table.length}@drill.example`;
      drill.checkCode = (code) =>
        vote.http.send({ method: 'POST', path: '/api/identity/sessions', body: { email, code } }, 0);
      await platform.kill('redis');
      await limitsSay(drill, ['identity-api', 'voting-api'], /Redis is away/);
      await drill.savedMore();
      await vote.http.expect(202, { method: 'POST', path: '/api/identity/codes', body: { email, language: 'en' } });
      drill.code = await nextCode(mail, email, 0);
      const refused = await drill.checkCode(drill.code);
      drill.check(
        'Redis killed: a code is not checked for now, and the answer says when to come back',
        refused.status === 503 &&
          refused.body.code === 'HTTP.UNAVAILABLE' &&
          Number(refused.headers['retry-after']) > 0,
        `${refused.status} ${refused.raw}`,
      );
    },
    async mend(drill) {
      await drill.platform.bringBack();
      // The refusal took no try: the same code still signs in.
      await drill.until('codes to be checked again', async () => (await drill.checkCode(drill.code)).status === 201);
      await limitsSay(drill, PROCESSES, /^undefined$/);
    },
  },
  {
    name: 'Redis flushed',
    small: true,
    async bringAbout(drill, row) {
      const redis = createClient({ url: drill.platform.installation.REDIS_URL });
      await redis.connect();
      row.rounds = 3;
      for (let round = 0; round < row.rounds; round += 1) {
        await redis.flushAll();
        await drill.savedMore();
      }
      redis.destroy();
    },
  },
  {
    name: 'Redis hung',
    async bringAbout(drill) {
      drill.platform.freeze('redis');
      await drill.savedMore();
    },
    async mend(drill) {
      drill.platform.thaw('redis');
      await limitsSay(drill, ['identity-api', 'voting-api'], /^undefined$/);
    },
  },
  {
    name: 'workers paused and drained',
    async bringAbout(drill) {
      drill.platform.freeze(...WORKERS.filter((name) => name !== 'competition-worker'));
      drill.extension = await drill.extend();
      // Longer than Kafka's patience with a member of a group.
      const until = performance.now() + 40_000;
      await drill.until('Kafka to give them up', () => performance.now() > until);
    },
    async mend(drill) {
      drill.platform.thaw(...WORKERS.filter((name) => name !== 'competition-worker'));
      await drill.extensionArrives(drill.extension);
    },
    afterwards: (drill) => drill.everyBallotIsTold('workers paused and drained'),
  },
  {
    name: 'events come one to five times in any order, 1 % of them poison',
    async bringAbout(drill, row) {
      const { KAFKA_BROKERS: brokers } = drill.platform.installation;
      const before = await drill.ledger();
      const parkedBefore = await poisonParked(drill);
      let poison = 0;
      for (const topic of CONTEST_TOPICS) {
        const messages = await everythingIn(brokers, topic);
        if (messages.length === 0) continue;
        const copies = messages.flatMap(({ key, value, headers, partition }) =>
          Array.from({ length: 1 + drill.chance.below(5) }, () => ({ key, value, headers, partition })),
        );
        const sample = drill.chance.pick(messages);
        const bad = Array.from({ length: Math.ceil(copies.length / 100) }, () => ({
          ...sample,
          key: `poison-${drill.chance.uuid()}`,
          headers: { ...sample.headers, ce_id: drill.chance.uuid() },
          value: Buffer.from('ff'.repeat(12), 'hex'),
        }));
        poison += bad.length;
        await sendTo(brokers, topic, drill.chance.shuffled([...copies, ...bad]));
      }
      row.rounds = poison;
      await drill.extensionArrives(await drill.extend());
      await drill.until('poison to be set aside', async () => (await poisonParked(drill)) - parkedBefore >= poison);
      const after = await drill.ledger();
      drill.check(
        'events come again: nothing in the ledger is done twice',
        after.state === before.state && JSON.stringify(after.rules) === JSON.stringify(before.rules),
        `${JSON.stringify(before)} ${JSON.stringify(after)}`,
      );
    },
  },
  {
    name: 'ways between processes cut',
    answers: PARTS_GONE,
    async bringAbout(drill, row) {
      const { platform, chance } = drill;
      const cuts = platform.ways.flatMap((way) => ['refused', 'silent'].map((state) => ({ way, state })));
      const vital = [
        { way: 'voting-api>database', state: 'silent' },
        { way: 'front', state: 'refused' },
      ];
      const played = drill.scale === 'small' ? [...vital, ...chance.shuffled(cuts).slice(0, 2)] : chance.shuffled(cuts);
      row.rounds = played.length;
      row.recoveryMs = 0;
      for (const { way, state } of played) {
        await platform.setGates(state, [way]);
        const until = performance.now() + 1_500;
        await drill.until('the cut to last', () => performance.now() > until);
        const mending = performance.now();
        await platform.setGates('open', [way]);
        await drill.savedMore(20);
        row.recoveryMs = Math.max(row.recoveryMs, performance.now() - mending);
      }
    },
  },
  {
    name: 'connections forgotten on the way to PostgreSQL',
    answers: PARTS_GONE,
    async bringAbout(drill) {
      await drill.platform.setGates('forgotten', ['voting-api>database']);
    },
    /** Nobody tells the process that its connections are dead: it has to find out. */
    mend: (drill) => drill.savedMore(),
    afterwards: (drill) => drill.platform.setGates('open', ['voting-api>database']),
  },
  {
    name: 'fifty saves of one voter at once',
    async bringAbout(drill, row) {
      const { crowd } = drill;
      row.rounds = drill.scale === 'small' ? 10 : 1000;
      for (let round = 0; round < row.rounds; round += 1) {
        const voter = crowd.newVoter();
        const shared = crowd.saveOf(voter);
        const saves = Array.from({ length: 50 }, (_, place) => (place % 2 ? shared : crowd.saveOf(voter)));
        const answers = await Promise.all(saves.map((save) => crowd.send(save)));
        const accepted = answers.flatMap((answer, place) =>
          answer.status === 200 ? [{ answer, save: saves[place] }] : [],
        );
        const numbers = new Set(accepted.map(({ answer }) => answer.body.receipt.ledgerNumber));
        const keys = new Set(accepted.map(({ save }) => save.key));
        const others = answers.filter(({ status, code }) => status !== 200 && code !== 'VOTING.STALE_BALLOT');
        if (accepted[0]) crowd.keep(accepted[0].save, accepted[0].answer);
        // Whoever asks with the winning key is told of the one ballot, everybody else that there is one.
        const told = saves.filter((save) => keys.has(save.key)).length;
        if (numbers.size !== 1 || keys.size !== 1 || others.length > 0 || told !== accepted.length)
          throw new Error(
            `Round ${round}: ${numbers.size} ballots, ${keys.size} keys, ${JSON.stringify(others.slice(0, 3))}`,
          );
      }
    },
  },
  {
    name: 'a pause races with saves',
    answers: /^(503 VOTING\.PAUSED)$/,
    async bringAbout(drill) {
      await pause(drill, true);
      drill.crowd.answersSince();
      await drill.until('refusals', () => '503 VOTING.PAUSED' in drill.crowd.answersSince());
    },
    mend: (drill) => pause(drill, false),
  },
  {
    name: 'a withdrawal races with saves',
    answers: /^(422 VOTING\.NOMINEE_WITHDRAWN)$/,
    async bringAbout(drill) {
      const { vote, crowd, chance } = drill;
      const nominee = chance.pick(
        vote.nominees.filter(({ category, number }) => crowd.byCategory.get(category)?.includes(number)),
      );
      await byTwo(vote.first, vote.second, 'nominations', {
        path: `/api/nominations/nominees/${nominee.id}/withdrawal`,
        body: { reason: 'The body that entered it asked for this' },
      });
      await drill.until('refusals', () => '422 VOTING.NOMINEE_WITHDRAWN' in drill.crowd.answersSince());
      crowd.avoid(nominee.number);
    },
  },
  {
    name: 'a mailbox erased and registered again',
    async bringAbout(drill) {
      const { vote, crowd } = drill;
      const person = vote.voters.at(-1);
      const voterOf = ({ token }) => ({ voterId: crowd.sessions.verify(token, 0).voterId, token, version: 0 });
      const before = voterOf(person);
      const { body } = await vote.http.send({ path: drill.edition('voting', 'ballot'), token: person.token });
      before.version = body?.version ?? 0;
      const first = crowd.saveOf(before);
      const saved = await crowd.send(first);
      crowd.keep(first, saved);
      await vote.http.expect(204, { method: 'DELETE', path: '/api/identity/me', token: person.accountToken });
      await drill.until('the old session to be refused', async () => {
        const late = crowd.saveOf(before);
        const answer = await crowd.send(late);
        if (answer.status === 200) crowd.keep(late, answer);
        return answer.code === 'VOTING.SESSION_REVOKED';
      });
      await person.register();
      const again = voterOf(person);
      const stale = await crowd.send(crowd.saveOf(again));
      again.version = before.version;
      const next = crowd.saveOf(again);
      const accepted = await crowd.send(next);
      if (accepted.status === 200) crowd.keep(next, accepted);
      drill.check(
        'a mailbox erased and registered again has the one ballot it had',
        again.voterId === before.voterId && stale.code === 'VOTING.STALE_BALLOT' && accepted.status === 200,
        `${again.voterId === before.voterId} ${stale.status} ${stale.code} ${accepted.status} ${accepted.code}`,
      );
    },
  },
  {
    name: 'a service starts before its parts are there',
    async bringAbout(drill, row) {
      const { platform, vote, crowd } = drill;
      const [database, redis, kafka] = ['database', 'redis', 'kafka'].map((part) => `another>${part}`);
      await platform.setGates('refused', [database, redis, kafka]);
      const { url, child } = await platform.anotherVoting({ gated: true });
      const ready = () => askHealth(`${url}/api/voting/health/ready`);
      const notReadyFor = (part, reason) =>
        drill.until(`readiness to name ${part}`, async () => {
          const { status, parts } = await ready();
          const said = JSON.stringify(parts);
          if (status !== 503 || parts[part]?.ok !== false || !reason.test(said)) throw new Error(`${status} ${said}`);
          return true;
        });
      const saveThere = async () => {
        const save = crowd.saveOf(crowd.newVoter());
        const answer = await crowd.send(save, url);
        if (answer.status !== 200) throw new Error(`A save was answered ${answer.status} ${answer.code}`);
        crowd.keep(save, answer);
      };
      await notReadyFor('database', /database/);
      const live = await askHealth(`${url}/api/voting/health/live`);
      const asked = await vote.http.send({ path: url + drill.edition('voting', 'health') }, 0);
      drill.check(
        'a service without its database lives, and answers with a problem',
        live.status === 200 && asked.status === 503 && asked.body.code === 'HTTP.UNAVAILABLE',
        `${live.status} ${asked.status} ${asked.raw}`,
      );
      const mending = performance.now();
      await platform.setGates('open', [database]);
      await notReadyFor('events', /kafka/i);
      // Casting needs neither Kafka nor Redis.
      await saveThere();
      await platform.setGates('open', [kafka]);
      await drill.until('readiness', async () => {
        const { status, parts } = await ready();
        return status === 200 && /Redis is away/.test(parts.limits?.detail);
      });
      await platform.setGates('open', [redis]);
      await drill.until('Redis to be found', async () => (await ready()).parts.limits?.detail === undefined);
      await saveThere();
      row.recoveryMs = performance.now() - mending;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      const code = await ended;
      drill.check('a service that is told to stop ends in order', code === 0, `exit code ${code}`);
    },
  },
  {
    name: 'the vote closes, the clocks of two processes are a day off',
    last: true,
    answers: /^(409 VOTING\.CLOSED)$/,
    async bringAbout(drill) {
      const { platform, vote, crowd } = drill;
      const urls = [...crowd.urls];
      const { libfaketime } = haveParts(['libfaketime']).found;
      if (!libfaketime) drill.skip('the clock of a process is a day off', 'libfaketime is not installed');
      for (const clock of libfaketime ? ['+1d', '-1d'] : []) {
        const { url } = await platform.anotherVoting({ clock });
        await drill.until(`a process with its clock ${clock}`, async () => {
          const { status } = await askHealth(`${url}/api/voting/health/ready`);
          return status === 200;
        });
        urls.push(url);
      }
      crowd.urls = urls;
      await drill.until('ballots by each of them', () => urls.every((url) => (crowd.acceptedBy.get(url) ?? 0) >= 20));
      await byTwo(vote.first, vote.second, 'competition', {
        path: drill.edition('competition', 'phases/voting/closing'),
        body: { reason: 'The drill has come to its end' },
      });
      await drill.until('every process to refuse', async () => {
        for (const url of urls) {
          const save = crowd.saveOf(crowd.newVoter());
          const answer = await crowd.send(save, url);
          if (answer.status === 200) crowd.keep(save, answer);
          if (answer.code !== 'VOTING.CLOSED') throw new Error(`${url}: ${answer.status} ${answer.code}`);
        }
        return true;
      });
      await drill.until(
        'the close to stand in the ledger',
        async () => (await drill.ledger()).finalLedgerNumber !== null,
      );
    },
    /** Two persons certify the count and open the ballots to an auditor: the audit compares both with its own. */
    async afterwards(drill) {
      const { vote } = drill;
      await byTwo(vote.first, vote.second, 'voting', { path: drill.edition('voting', 'certification') });
      const { body } = await byTwo(vote.first, vote.second, 'voting', {
        path: drill.edition('voting', 'openings-export'),
        body: { reason: 'The auditors recount the drill' },
      });
      await drill.until('the openings', async () => {
        const answer = await vote.auditors[0].send({
          path: drill.edition('voting', `openings/${body.result.exportId}`),
        });
        if (answer.status === 200) drill.openings = answer.raw.toString('utf8');
        return answer.status === 200;
      });
      await drill.everyBallotIsTold('the vote closes');
    },
  },
];

/** What the contest's own services tell each other; ballots are voting's alone. */
const CONTEST_TOPICS = [
  'competition.rules.v1',
  'competition.calendar.v1',
  'nominations.nominee-list.v1',
  'identity.session.v1',
];

async function poisonParked(drill) {
  return (await drill.platform.admin('parked', 'voting')).split('\n').filter((line) => line.includes('poison-')).length;
}

function limitsSay(drill, names, pattern) {
  return drill.until(`limits to be ${pattern}`, async () => {
    for (const name of names) {
      const { status, parts } = await drill.platform.health(name);
      if (status !== 200 || !pattern.test(String(parts.limits?.detail)))
        throw new Error(`${name} ${status} ${JSON.stringify(parts)}`);
    }
    return true;
  });
}

function pause(drill, paused) {
  return byTwo(drill.vote.first, drill.vote.second, 'voting', {
    path: drill.edition('voting', 'pause'),
    body: { paused, reason: 'The drill tries the kill switch' },
  });
}
