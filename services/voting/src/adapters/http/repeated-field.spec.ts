import * as fc from 'fast-check';
import { repeatedField } from './repeated-field.js';

const repeatedIn = (text: string) => repeatedField(text, JSON.parse(text));

describe('a field that stands twice', () => {
  it.each([
    ['{"choices":{"C1":17,"C2":4},"orderNumber":3}', undefined],
    ['{"choices":{"C1":17,"C1":4}}', 'choices.C1'],
    ['{"choices":{"C1":17,"C2":4,"\\u0043\\u0031":17}}', 'choices.C1'],
    ['{"choices":{"C1":17},"orderNumber":3,"choices":{}}', 'choices'],
    ['{"orderNumber":1,"orderNumber":1,"choices":{}}', 'orderNumber'],
    ['{"choices":{"a:b":17,"c\\"d:":1}}', undefined],
    ['{"choices":{"a:b":17,"a:b":1}}', 'choices.a:b'],
    ['{"choices":[{"C1":1},{"C1":2}]}', undefined],
    ['{"choices":{"C1":{"deep":1,"deep":2}}}', 'choices.C1.deep'],
    ['[{"C1":1,"C1":1}]', 'C1'],
    ['"::"', undefined],
    ['{}', undefined],
    ['null', undefined],
  ])('in %s is %s', (text, field) => {
    expect(repeatedIn(text)).toBe(field);
  });

  it('is found wherever it stands, in whatever JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (object, pick) => {
        const members = Object.entries(object).map(
          ([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`,
        );
        expect(repeatedIn(`{${members.join(',')}}`)).toBeUndefined();
        const again = members[pick % members.length] as string;
        expect(repeatedIn(`{${[...members, again].join(',')}}`)).not.toBeUndefined();
      }),
    );
  });
});
