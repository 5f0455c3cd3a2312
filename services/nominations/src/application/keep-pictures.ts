import { err, ok, type IdSource, type Language, type Result } from '@wsis/kernel';
import type { Tx } from '@wsis/persistence';
import type { Author } from '../domain/author.js';
import type { NominationsError } from '../domain/nominations-error.js';
import { PICTURE_LIMITS, formatOf, type Picture } from '../domain/picture.js';
import { decideChange } from '../domain/submission.js';
import type { FileStore, PictureStore, PictureStudio, SubmissionStore, UnitOfWork } from './ports.js';

/** Adds, describes and removes the pictures of a submission, by its authors and until it is handed in. */
export class KeepPictures {
  constructor(
    private readonly database: UnitOfWork,
    private readonly submissions: SubmissionStore,
    private readonly pictures: PictureStore,
    private readonly studio: PictureStudio,
    private readonly files: FileStore,
    private readonly ids: IdSource,
  ) {}

  /** Files first, the row after: a file that no row names is swept away, a row without its file would be a broken page. */
  async add(
    submissionId: string,
    bytes: Uint8Array,
    description: string,
    author: Author,
  ): Promise<Result<Picture, NominationsError>> {
    if (formatOf(bytes) === undefined) {
      const params = { allowed: 'JPEG, PNG, WebP' };
      return err({
        code: 'NOMINATIONS.PICTURE_REFUSED',
        problems: [{ field: 'picture', rule: 'pictureType', params }],
      });
    }
    // Asked before the work, so that nobody else's picture is painted, and again when it is stored.
    const before = await this.database.transaction((tx) => this.mayAdd(tx, submissionId, author));
    if (!before.ok) return before;
    const developed = await this.studio.develop(bytes);
    if (!developed.ok) return developed;
    for (const { file, data } of developed.value) await this.files.put(file, data);
    const variants = developed.value.map(({ data: _, ...variant }) => variant);
    return this.database.transaction(async (tx) => {
      const allowed = await this.mayAdd(tx, submissionId, author);
      if (!allowed.ok) return allowed;
      const picture: Picture = { id: this.ids.next(), descriptions: { [allowed.value]: description }, variants };
      await this.pictures.add(tx, submissionId, picture);
      return ok(picture);
    });
  }

  describe(
    submissionId: string,
    pictureId: string,
    language: Language,
    text: string,
    author: Author,
  ): Promise<Result<undefined, NominationsError>> {
    return this.change(submissionId, author, (tx) =>
      this.pictures.describe(tx, submissionId, pictureId, language, text),
    );
  }

  remove(submissionId: string, pictureId: string, author: Author): Promise<Result<undefined, NominationsError>> {
    return this.change(submissionId, author, (tx) => this.pictures.remove(tx, submissionId, pictureId));
  }

  /** The language that the description is written in, where one more picture may be added. */
  private async mayAdd(tx: Tx, submissionId: string, author: Author): Promise<Result<Language, NominationsError>> {
    const submission = await this.submissions.lock(tx, submissionId);
    if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
    const mayChange = decideChange(submission, author);
    if (!mayChange.ok) return mayChange;
    const max = PICTURE_LIMITS.perSubmission;
    if ((await this.pictures.count(tx, submissionId)) >= max) {
      const problems = [{ field: 'pictures', rule: 'arrayMaxSize', params: { max } }];
      return err({ code: 'NOMINATIONS.PICTURE_REFUSED', problems });
    }
    return ok(submission.language);
  }

  private async change(
    submissionId: string,
    author: Author,
    work: (tx: Tx) => Promise<boolean>,
  ): Promise<Result<undefined, NominationsError>> {
    return this.database.transaction(async (tx) => {
      const submission = await this.submissions.lock(tx, submissionId);
      if (!submission) return err({ code: 'NOMINATIONS.SUBMISSION_UNKNOWN' });
      const mayChange = decideChange(submission, author);
      if (!mayChange.ok) return mayChange;
      return (await work(tx)) ? ok(undefined) : err({ code: 'NOMINATIONS.PICTURE_UNKNOWN' });
    });
  }
}
