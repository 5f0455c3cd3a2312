import { usePage } from '../page-context.js';
import { OWN_FIELDS, type FieldConflict, type Form } from './form.js';

/**
 * "Somebody changed this meanwhile": both versions of each field, side by side, for the person to choose.
 * It stands inside the `FormView` of a form made anew from the current version with the merged values; the fields
 * that are shown here are left out of it.
 */
export function Conflicts<F extends string>(props: {
  form: Form<F>;
  conflicts: readonly FieldConflict<F>[];
  /** How a value reads, where the field does not hold the very words. */
  nameOf?: (value: string) => string;
}) {
  const { form, conflicts, nameOf = (value) => value } = props;
  const { say } = usePage();
  if (conflicts.length === 0) return null;
  return (
    <section class="notice warning" aria-labelledby="conflicts">
      <h2 id="conflicts">{say('web.conflict.title')}</h2>
      <p>{say('web.conflict.explained')}</p>
      {conflicts.map(({ field, mine, theirs }) => (
        <fieldset class="field" key={field}>
          <legend>{form.field(field).label}</legend>
          <div class="versions">
            {(['mine', 'theirs'] as const).map((whose) => (
              <div class="version" key={whose}>
                <div class="choice">
                  <input
                    type="radio"
                    id={`${field}-${whose}`}
                    name={`${OWN_FIELDS.mine}${field}`}
                    value={whose}
                    checked={whose === 'mine'}
                  />
                  <label for={`${field}-${whose}`}>
                    {whose === 'mine' ? say('web.conflict.mine') : say('web.conflict.theirs')}
                  </label>
                </div>
                <div class="text" dir="auto">
                  {nameOf(whose === 'mine' ? mine : theirs)}
                </div>
              </div>
            ))}
          </div>
          <input type="hidden" name={field} value={mine} />
          <input type="hidden" name={`${OWN_FIELDS.theirs}${field}`} value={theirs} />
        </fieldset>
      ))}
    </section>
  );
}
