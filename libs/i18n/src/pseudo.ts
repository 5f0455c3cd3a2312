import type { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** The kinds of an ICU message's elements that hold words: plain text, and the branches of plural and select. */
const LITERAL = 0;

const STRANGE: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  n: 'ñ',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  N: 'Ñ',
};

/** A message in a language that nobody speaks: still readable, a third longer, and unlike every text that was not translated. */
export function pseudoMessage(ast: readonly Element[]): Element[] {
  return ast.map((element) => {
    if (element.type === LITERAL) return { ...element, value: pseudoText(element.value) };
    if (!('options' in element)) return element;
    const options = Object.fromEntries(
      Object.entries(element.options).map(([name, option]) => [
        name,
        { ...option, value: pseudoMessage(option.value) },
      ]),
    );
    return { ...element, options } as Element;
  });
}

function pseudoText(text: string): string {
  const strange = text.replace(/[aeiounAEIOUN]/g, (letter) => STRANGE[letter] ?? letter);
  return strange.replace(/\p{L}{6,}/gu, (word) => `${word}${'~'.repeat(Math.ceil(word.length / 3))}`);
}
