/** `replace-expert` as `ReplaceExpert`. */
export const pascal = (name) => name.replace(/(^|-)([a-z0-9])/g, (_, __, letter) => letter.toUpperCase());

/** `replace-expert` as `replaceExpert`. */
export const camel = (name) => pascal(name).replace(/^./, (letter) => letter.toLowerCase());

/** `replace-expert` as `replace expert`. */
export const spaced = (name) => name.replaceAll('-', ' ');

/** Throws unless a name is made as the house style asks. */
export function demandName(what, name, pattern, example) {
  if (!pattern.test(name)) throw new Error(`${what} must look like ${example}, not "${name}"`);
}

export const ONE_WORD = /^[a-z]{3,}$/;
export const SEVERAL_WORDS = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

/** The text of a file that must be there. */
export function demandFile(files, path) {
  const text = files.read(path);
  if (text === undefined) throw new Error(`${path} is missing`);
  return text;
}

/** Replaces the one place that a pattern finds; a file without that place, or with several, is refused. */
export function changeOnce(files, path, pattern, replacement) {
  const text = demandFile(files, path);
  const found = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))].length;
  if (found !== 1) throw new Error(`${path} has ${found} places that match ${pattern}, not one`);
  return { path, text: text.replace(pattern, replacement) };
}
