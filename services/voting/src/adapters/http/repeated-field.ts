import type { FastifyInstance } from 'fastify';
import { problem } from '@wsis/http';

/**
 * Lets a route's JSON bodies name each field once. `JSON.parse` keeps the last of two fields of one name, so a ballot
 * with two choices for a category would be saved with one of them, and its voter not be told which.
 */
export function refuseRepeatedFields(scope: FastifyInstance, bodyLimit: number): void {
  const parse = scope.getDefaultJsonParser('error', 'error');
  scope.removeContentTypeParser('application/json');
  scope.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (request, text: string, done) => {
    parse(request, text, (error, body) => {
      const repeated = error ? undefined : repeatedField(text, body);
      if (repeated === undefined) done(error, body);
      else
        done(problem('HTTP.VALIDATION_FAILED', {}, [{ field: repeated, rule: 'repeatedField' }]) as unknown as Error);
    });
  });
}

/**
 * The path of the first field that stands twice in one object of a JSON text, given the text and what it parses to.
 * As many colons as fields means that none does; only other texts are read token by token.
 */
export function repeatedField(text: string, body: unknown): string | undefined {
  let colons = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) colons += 1;
  return colons === fieldsOf(body) ? undefined : firstRepeated(text);
}

/** Fields of an object and of the objects in it. Deeper ones do not count: no ballot has any. */
function fieldsOf(body: unknown): number {
  if (!isObject(body)) return 0;
  let fields = 0;
  for (const name in body) {
    fields += 1;
    const value = body[name];
    if (isObject(value)) fields += Object.keys(value).length;
  }
  return fields;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

function firstRepeated(text: string): string | undefined {
  const open: { readonly seen: Set<string>; name: string }[] = [];
  let string = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const inside = open.at(-1);
    if (token === '{' || token === '[') open.push({ seen: new Set(), name: '' });
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') string = token;
    else if (inside) {
      inside.name = JSON.parse(string) as string;
      if (inside.seen.has(inside.name)) return pathOf(open.map(({ name }) => name));
      inside.seen.add(inside.name);
    }
  }
  return undefined;
}

function pathOf(names: readonly string[]): string {
  return names.filter((name) => name !== '').join('.');
}
