/** Asks the service of this container whether it lives; the exit code answers. */
import { healthOf } from './services.mjs';

const url = `http://127.0.0.1:${process.env.PORT ?? 8080}${healthOf(process.env.SERVICE)}/live`;
const answer = await fetch(url, { signal: AbortSignal.timeout(2_500) }).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
