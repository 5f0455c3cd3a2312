/** A file that came with a form. */
export interface PostedFile {
  readonly name: string;
  /** As the browser claims; whoever keeps the file looks for itself. */
  readonly type: string;
  readonly content: Buffer;
}

/** Names with this mark are the machinery's own: base version, attempt, what was there before. */
const OWN = '_';

/** What a person typed into a form, as it was sent. */
export class PostedForm {
  static readonly EMPTY = new PostedForm([], []);

  constructor(
    readonly entries: readonly (readonly [name: string, value: string])[],
    readonly files: readonly (readonly [name: string, file: PostedFile])[],
  ) {}

  /** The one value of a field: trimmed, with plain line breaks; empty if it was not sent. */
  text(name: string): string {
    return this.typed(name).trim();
  }

  /** The same, with its spaces. */
  typed(name: string): string {
    return this.entries.find(([entry]) => entry === name)?.[1].replace(/\r\n?/g, '\n') ?? '';
  }

  /** All values of a field that may be chosen several times. */
  texts(name: string): string[] {
    return this.entries.filter(([entry]) => entry === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.entries.some(([entry]) => entry === name);
  }

  /** A file that was chosen; browsers send an empty one where none was. */
  file(name: string): PostedFile | undefined {
    return this.files.find(([entry, file]) => entry === name && file.content.length > 0)?.[1];
  }

  /** What the person typed or chose, without the machinery's own. */
  own(): readonly (readonly [name: string, value: string])[] {
    return this.entries.filter(([name]) => !name.startsWith(OWN));
  }
}
