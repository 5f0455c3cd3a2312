import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Type } from '@nestjs/common';
import type { FieldProblem } from '@wsis/http';

/** Names under which @nestjs/swagger keeps what its decorators were told. */
const PROPERTIES = 'swagger/apiModelPropertiesArray';
const PROPERTY = 'swagger/apiModelProperties';

/** Words of OpenAPI that say nothing about what is valid. */
const NOT_RULES = new Set(['required', 'description', 'example', 'examples', 'isArray', 'name', 'selfRequired']);

/** The JSON Schema of a DTO class, from the decorators that OpenAPI is made from; unknown fields are refused. */
export function jsonSchemaOf(dto: Type<unknown>): Record<string, unknown> {
  const prototype = dto.prototype as object;
  const names = (Reflect.getMetadata(PROPERTIES, prototype) as string[] | undefined) ?? [];
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const name of names.map((entry) => entry.replace(/^:/, ''))) {
    const options = Reflect.getMetadata(PROPERTY, prototype, name) as Record<string, unknown>;
    if (typeof options['type'] !== 'string') throw new Error(`${dto.name}.${name} needs its type as text`);
    properties[name] = Object.fromEntries(Object.entries(options).filter(([key]) => !NOT_RULES.has(key)));
    if (options['required'] !== false) required.push(name);
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

/** Compiles a schema; types are not coerced, and all that is wrong is named. */
export function compiled(schema: Record<string, unknown>): ValidateFunction {
  return new Ajv({ allErrors: true, coerceTypes: false, useDefaults: false, removeAdditional: false }).compile(schema);
}

const FIELDS_NAMED = 20;

/** What a schema found, by field and rule, in the words of the other routes. */
export function schemaProblems(errors: readonly ErrorObject[]): FieldProblem[] {
  return errors.slice(0, FIELDS_NAMED).map((error) => {
    const path = error.instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/').replaceAll('~0', '~');
    const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
    const limit = (error.params as { limit?: number }).limit ?? 0;
    switch (error.keyword) {
      case 'required':
        return { field: inside(String(error.params['missingProperty'])), rule: 'required' };
      case 'additionalProperties':
        return { field: inside(String(error.params['additionalProperty'])), rule: 'unknownField' };
      case 'minimum':
        return { field: path, rule: 'minimum', params: { min: limit, limit } };
      case 'maximum':
        return { field: path, rule: 'maximum', params: { max: limit, limit } };
      case 'maxProperties':
        return { field: path, rule: 'arrayMaxSize', params: { max: limit, limit } };
      default:
        return { field: path === '' ? 'body' : path, rule: 'wrongType' };
    }
  });
}
