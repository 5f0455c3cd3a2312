import { Agent, request as httpRequest } from 'node:http';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  /** Sent as JSON; bytes are sent as they are, with the type that the headers name. */
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** The client's address as a proxy would report it. */
  readonly from?: string | undefined;
  /** Cuts the connection once the request is written, and never reads the answer. */
  readonly cutAfterSending?: boolean;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: any;
  readonly raw: Buffer;
}

/** An answer that the play did not expect; the message says what was asked and what came back. */
export class UnexpectedAnswer extends Error {
  constructor(
    call: Call,
    readonly answer: Answer,
  ) {
    const said = answer.raw.toString('utf8').slice(0, 600);
    super(`${call.method ?? 'GET'} ${call.path} answered ${answer.status}: ${said}`);
  }
}

const NOT_OPEN_YET = new Set(['NOMINATIONS.PHASE_CLOSED', 'EVALUATION.NOT_OPEN', 'VOTING.NOT_OPEN']);

/** The public HTTP API as everybody sees it; nothing else of the platform is used. */
export class HttpClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 64 });
  requests = 0;
  retries = 0;
  /** Until then "not open" is asked again: the services learn of an opening one after another. */
  openingUntil = 0;
  /** The answer that took longest. */
  slowest = { call: '', milliseconds: 0 };

  constructor(readonly url: string) {}

  /** Sends one request; a busy platform (429, 503) is asked again when it says, as a person would. */
  async send(call: Call, patience = 20): Promise<Answer> {
    for (let attempt = 0; ; attempt += 1) {
      let answer: Answer;
      try {
        const started = performance.now();
        answer = await this.once(call);
        const milliseconds = Math.round(performance.now() - started);
        if (milliseconds > this.slowest.milliseconds) {
          this.slowest = {
            call: `${call.method ?? 'GET'} ${call.path.replace(/[0-9a-f-]{36}/g, ':id')}`,
            milliseconds,
          };
        }
      } catch (error) {
        const cut = (error as { code?: string }).code === 'ECONNRESET';
        if (!cut || call.cutAfterSending === true || attempt >= patience || (call.method ?? 'GET') === 'POST')
          throw error;
        continue;
      }
      if (NOT_OPEN_YET.has(String(answer.body?.code)) && Date.now() < this.openingUntil) {
        attempt -= 1;
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      const busy = answer.status === 503 || answer.status === 429;
      if (!busy || attempt >= patience) return answer;
      this.retries += 1;
      const seconds = Number(answer.headers['retry-after'] ?? 1);
      await new Promise((resolve) => setTimeout(resolve, Math.min(Math.max(seconds, 0.05), 5) * 1000));
    }
  }

  /** Sends one request and insists on its outcome. */
  async expect(status: number | readonly number[], call: Call): Promise<Answer> {
    const answer = await this.send(call);
    if (![status].flat().includes(answer.status)) throw new UnexpectedAnswer(call, answer);
    return answer;
  }

  close(): void {
    this.agent.destroy();
  }

  private once(call: Call): Promise<Answer> {
    this.requests += 1;
    const target = new URL(call.path, this.url);
    const { body } = call;
    const payload = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    return new Promise((resolve, reject) => {
      const sent = httpRequest(
        target,
        {
          agent: call.cutAfterSending === true ? false : this.agent,
          method: call.method ?? 'GET',
          headers: {
            accept: 'application/json',
            ...(payload ? { 'content-type': 'application/json', 'content-length': payload.length } : {}),
            ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
            ...(call.from === undefined ? {} : { 'x-forwarded-for': call.from }),
            ...call.headers,
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const raw = Buffer.concat(chunks);
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: parsed(raw), raw });
          });
        },
      );
      sent.setTimeout(60_000, () => sent.destroy(new Error(`${call.path} did not answer in a minute`)));
      sent.on('error', reject);
      sent.end(payload, () => {
        if (call.cutAfterSending === true) setImmediate(() => sent.destroy());
      });
    });
  }
}

function parsed(raw: Buffer): unknown {
  try {
    return raw.length === 0 ? undefined : (JSON.parse(raw.toString('utf8')) as unknown);
  } catch {
    return undefined;
  }
}
