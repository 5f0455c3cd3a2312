/** What an address names does not exist: the page says so in the words of the problem's code. */
export class NothingThere extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
