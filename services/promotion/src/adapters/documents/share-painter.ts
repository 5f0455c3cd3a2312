import { readFileSync } from 'node:fs';
import { countryName, direction, translate } from '@wsis/i18n';
import { OneByOne, type Language } from '@wsis/kernel';
import sharp from 'sharp';
import type { SharePainter } from '../../application/ports.js';
import { shareVersion, type SharedNominee } from '../../domain/share-picture.js';
import { facesOf, firstStrong, typesetter } from './typesetter.js';

/** Pictures at work or waiting in one process. */
const PLACES = 6;
/** Pictures kept in memory, at some 40 kB each; caches outside keep them all. */
const KEPT = 128;

/** Sets the words with Typst, which knows every script, and paints their outlines: nobody's machine needs the fonts. */
export class TypstSharePainter implements SharePainter {
  private readonly template = readFileSync(new URL('./share-picture.typ', import.meta.url), 'utf8');
  private readonly turns = new OneByOne(PLACES);
  private readonly kept = new Map<string, Uint8Array>();

  async paint(shared: SharedNominee, language: Language): Promise<Uint8Array | undefined> {
    const version = shareVersion(shared, language);
    const known = this.kept.get(version);
    if (known) return known;
    return this.turns.run(async () => {
      const picture = this.kept.get(version) ?? (await this.draw(shared, language));
      this.kept.set(version, picture);
      const [oldest] = this.kept.keys();
      if (this.kept.size > KEPT && oldest !== undefined) this.kept.delete(oldest);
      return picture;
    });
  }

  private async draw(shared: SharedNominee, language: Language): Promise<Uint8Array> {
    const compiler = typesetter();
    const inputs = { facts: JSON.stringify(wordsOf(shared, language)) };
    const outlines = compiler.plainSvg({ mainFileContent: this.template, inputs });
    compiler.evictCache(2);
    // 72 dots an inch: one point of the page is one pixel of the picture.
    return sharp(Buffer.from(outlines), { density: 72, limitInputPixels: 1_200 * 630 * 2 })
      .flatten({ background: 'white' })
      .resize(1_200, 630)
      .png({ palette: true, colours: 64, effort: 4 })
      .toBuffer();
  }
}

/** Every word of the picture, in its language. */
function wordsOf(shared: SharedNominee, language: Language): Readonly<Record<string, unknown>> {
  const { category, edition, title } = shared;
  return {
    language,
    direction: direction(language),
    fonts: facesOf(language),
    edition: edition.name,
    category: translate(language, 'certificate.category', { number: category.number, name: category.name }),
    title,
    titleSize: sizeOf(title),
    titleDirection: firstStrong(title),
    by: translate(language, 'certificate.by', {
      organisation: shared.organisationName,
      country: countryName(language, shared.country),
    }),
    generated: shared.generated ? translate(language, 'web.generated.detail') : '',
  };
}

/** Points for the title, so that the longest that a form takes stays within its place. */
function sizeOf(title: string): number {
  // A Chinese character is about twice as wide as a letter.
  const width = Array.from(title).reduce((sum, letter) => sum + (/\p{Script=Han}/u.test(letter) ? 2 : 1), 0);
  if (width <= 40) return 68;
  if (width <= 90) return 54;
  return width <= 160 ? 42 : 30;
}
