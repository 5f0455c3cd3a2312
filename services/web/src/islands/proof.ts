/**
 * Does the calculation that slows down who asks for very many codes (ALTCHA, PBKDF2: PROOF_REQUIRED of identity), and sends
 * the form with it. Where this cannot run, the form waits out its time instead.
 */
interface Challenge {
  readonly parameters: {
    readonly algorithm: string;
    readonly cost: number;
    readonly keyLength?: number;
    readonly keyPrefix: string;
    readonly nonce: string;
    readonly salt: string;
  };
}

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hexOf = (bytes: Uint8Array) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function solve({ parameters }: Challenge): Promise<{ counter: number; derivedKey: string }> {
  const { algorithm, cost, keyLength = 32, keyPrefix, nonce, salt } = parameters;
  const hash = algorithm.slice('PBKDF2/'.length);
  const start = bytesOf(nonce);
  for (let counter = 0; ; counter += 1) {
    const password = new Uint8Array(start.length + 4);
    password.set(start);
    new DataView(password.buffer).setUint32(start.length, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const bits = await crypto.subtle.deriveBits(
      { name: 'PBKDF2', salt: bytesOf(salt), iterations: cost, hash },
      key,
      keyLength * 8,
    );
    const derivedKey = hexOf(new Uint8Array(bits));
    if (derivedKey.startsWith(keyPrefix.toLowerCase())) return { counter, derivedKey };
  }
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-challenge]')) {
  const challenge = JSON.parse(form.dataset['challenge'] ?? '{}') as Challenge;
  const field = form.elements.namedItem('proof');
  const status = document.getElementById('proof-status');
  if (!(field instanceof HTMLInputElement) || !challenge.parameters?.algorithm.startsWith('PBKDF2/')) continue;
  const say = (text: string) => {
    if (status !== null) status.textContent = text;
  };
  const toldWithoutScripts = status?.textContent ?? '';
  say(status?.dataset['working'] ?? '');
  solve(challenge).then(
    (solution) => {
      field.value = btoa(JSON.stringify({ challenge, solution }));
      form.requestSubmit();
    },
    () => say(toldWithoutScripts),
  );
}

export {};
