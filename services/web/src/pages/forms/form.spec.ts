import { Form, OWN_FIELDS } from './form.js';
import { PostedForm } from './posted-form.js';

const fields = {
  name: { label: 'Name', required: true },
  about: { label: 'About' },
  languages: { label: 'Languages' },
};
type Field = keyof typeof fields;

/** Version 3 of something, as a form that is about to be shown. */
const before = { name: 'Village network', about: 'Connects villages.', languages: '' };
const shown = () => new Form<Field>({ language: 'en', fields, values: before, base: 3 });

/** The same form, sent with other values. */
function sent(values: Partial<Record<Field, string>>): Form<Field> {
  const form = shown();
  const own = [
    [OWN_FIELDS.base, '3'],
    [OWN_FIELDS.was, form.was],
    [OWN_FIELDS.key, form.key],
  ] as const;
  const typed = Object.entries({ ...before, ...values });
  return new Form<Field>({ language: 'en', fields, posted: new PostedForm([...own, ...typed], []) });
}

describe('A form', () => {
  it('keeps the version it was made from and the name of its attempt', () => {
    const form = shown();
    expect(form.base).toBe('3');
    expect(sent({}).base).toBe('3');
    expect(new Form({ language: 'en', fields }).key).not.toBe(form.key);
  });

  it('knows what the person changed, and is not fooled by line breaks', () => {
    expect(sent({}).changed()).toEqual([]);
    expect(sent({ about: 'Connects villages.\r\n' }).changed()).toEqual([]);
    expect(sent({ name: 'Another' }).changed()).toEqual(['name']);
  });

  it('puts the changes onto a later version where only one of the two changed a field', () => {
    const { form, conflicts } = sent({ name: 'Mine' }).onto({ ...before, about: 'Theirs' }, 4);
    expect(conflicts).toEqual([]);
    expect([form.text('name'), form.text('about'), form.base]).toEqual(['Mine', 'Theirs', '4']);
    expect(form.texts('name')).toEqual(['Mine']);
  });

  it('leaves to the person what both changed, each to something else', () => {
    const { conflicts } = sent({ name: 'Mine' }).onto({ ...before, name: 'Theirs' }, 4);
    expect(conflicts).toEqual([{ field: 'name', mine: 'Mine', theirs: 'Theirs' }]);
    expect(sent({ name: 'Same' }).onto({ ...before, name: 'Same' }, 4).conflicts).toEqual([]);
  });

  it('takes the version that the person chose', () => {
    const answer = (whose: string) =>
      new Form<Field>({
        language: 'en',
        fields,
        posted: new PostedForm(
          [
            ['name', 'Mine'],
            [`${OWN_FIELDS.theirs}name`, 'Theirs'],
            [`${OWN_FIELDS.mine}name`, whose],
          ],
          [],
        ),
      }).text('name');
    expect([answer('mine'), answer('theirs')]).toEqual(['Mine', 'Theirs']);
  });

  it('says beside each field what a service finds wrong with it, in the reader’s language', () => {
    const form = sent({}).refusedBy(
      {
        code: 'HTTP.VALIDATION_FAILED',
        status: 422,
        errors: [
          { field: 'profile.name', rule: 'required' },
          { field: 'body.text', rule: 'maxLength', params: { max: 5 } },
          { field: 'elsewhere', rule: 'required' },
        ],
        more: {},
      },
      { 'body.text': 'about' },
    );
    expect(form.errorOf('name')).toBe('Name: this field is required.');
    expect(form.errorOf('about')).toBe('About: at most 5 characters.');
    expect(form.refusal?.errors[2]).toEqual({ field: undefined, message: 'elsewhere: this field is required.' });
    expect(form.text('about')).toBe('Connects villages.');
  });

  it('uses a label that is a sentence or a question as the beginning of what is wrong', () => {
    const refusedWith = (label: string) =>
      new Form({ language: 'en', fields: { sure: { label, required: true } } })
        .refusedFor([{ field: 'sure', rule: 'required' }])
        .errorOf('sure');
    expect(refusedWith('I agree.')).toBe('I agree: this field is required.');
    expect(refusedWith('What is wrong?')).toBe('What is wrong: this field is required.');
    expect(refusedWith('我同意。')).toBe('我同意: this field is required.');
  });

  it('names what is missing', () => {
    expect(sent({ name: '  ' }).missing()).toEqual([{ field: 'name', rule: 'required' }]);
  });
});
