import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Language } from '@wsis/kernel';

const FACES = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf',
  'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
] as const;

let compiler: NodeCompiler | undefined;

/** Typst with the faces of the six languages. The fonts, 23 MB, are read once a process, at the first page and not before. */
export function typesetter(): NodeCompiler {
  if (!compiler) {
    const require = createRequire(import.meta.url);
    const fontBlobs = FACES.map((face) => readFileSync(require.resolve(`@expo-google-fonts/${face}`)));
    compiler = NodeCompiler.create({ fontArgs: [{ fontBlobs }] });
  }
  return compiler;
}

/** The face of the language comes first: digits and marks between its letters stay in one face. */
export function facesOf(language: Language): readonly string[] {
  const all = ['Noto Sans', 'Noto Sans Arabic', 'Noto Sans SC'];
  const own = language === 'ar' ? 'Noto Sans Arabic' : language === 'zh' ? 'Noto Sans SC' : 'Noto Sans';
  return [own, ...all.filter((face) => face !== own)];
}

/** A title keeps its own direction, by its first letter (Unicode bidirectional algorithm, rules P2 and P3). */
export function firstStrong(text: string): 'rtl' | 'ltr' {
  const letter = /\p{L}/u.exec(text)?.[0] ?? '';
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter)
    ? 'rtl'
    : 'ltr';
}
