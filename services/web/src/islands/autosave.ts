/**
 * Sends a form by itself a moment after the person stopped writing, from the version that it was made from.
 * Whatever goes wrong is said beside the button; the form stays as it is, and the button works as before.
 */
const PAUSE_MS = 1_500;

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-autosave]')) {
  const state = form.querySelector<HTMLElement>('.autosave');
  const say = (what: string) => {
    if (state === null) return;
    state.textContent = state.dataset[what] ?? '';
    state.className = `autosave ${what}`;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let busy = false;
  let stopped = false;
  let overtaken = false;

  const save = async () => {
    if (busy || stopped) return;
    [busy, dirty] = [true, false];
    say('saving');
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { 'wsis-island': 'autosave' },
        body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
        redirect: 'manual',
      });
      const said = (await answer.json().catch(() => ({}))) as {
        base?: string;
        was?: string;
        key?: string;
        overtaken?: boolean;
      };
      if (answer.ok) {
        for (const [name, value] of Object.entries({ _base: said.base, _was: said.was, _key: said.key })) {
          const field = form.elements.namedItem(name);
          if (field instanceof HTMLInputElement && value !== undefined) field.value = value;
        }
        // Said until the page is loaded anew: what somebody else wrote is stored, but not in sight.
        overtaken ||= said.overtaken === true;
        say(overtaken ? 'overtaken' : 'saved');
      } else {
        stopped = answer.status === 409;
        say(stopped ? 'conflict' : answer.status === 401 ? 'ended' : 'refused');
      }
    } catch {
      dirty = true;
      say('offline');
    }
    busy = false;
    if (dirty) later();
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), PAUSE_MS);
  };
  form.addEventListener('input', () => {
    dirty = true;
    later();
  });
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    stopped = true;
  });
  addEventListener('online', () => dirty && later());
}

export {};
