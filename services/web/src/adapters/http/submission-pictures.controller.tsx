import { Get, Inject, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Access } from '@wsis/http';
import { translate } from '@wsis/i18n';
import { Submissions } from '../../application/submissions/ports.js';
import { Form } from '../../pages/forms/form.js';
import type { PostedFile } from '../../pages/forms/posted-form.js';
import {
  PICTURE_NAMES,
  PICTURE_TYPES,
  PicturesPage,
  type PictureField,
} from '../../pages/submissions/pictures-page.js';
import { submissionPath } from '../../pages/submissions/submission-words.js';
import { openSubmission } from './open-submission.js';
import { Pages } from './pages.js';
import { pictureFile } from './picture-file.js';
import type { Visit } from './visit.js';

/** The pictures of a submission, for its authors. */
@Pages(':language/desk/submissions/:submission/pictures')
@Access.signedIn()
export class SubmissionPicturesController {
  constructor(@Inject(Submissions) private readonly submissions: Submissions) {}

  @Get()
  async pictures(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const { submission } = await openSubmission(this.submissions, visit, id);
    return visit.show(<PicturesPage submission={submission} form={pictureForm(visit)} />);
  }

  @Post()
  async addPicture(@Param('submission') id: string, @Res() { visit }: FastifyReply) {
    const { submission } = await openSubmission(this.submissions, visit, id);
    const form = pictureForm(visit);
    const picture = visit.posted.file('picture');
    const broken = [...unfitPicture(picture), ...form.missing().filter(({ field }) => field !== 'picture')];
    if (picture === undefined || broken.length > 0) {
      return visit.show(<PicturesPage submission={submission} form={form.refusedFor(broken)} />, { status: 422 });
    }
    const added = await this.submissions.addPicture(visit, id, { ...picture, description: form.text('description') });
    if (added.ok) return visit.goTo(`${submissionPath(id)}/pictures`, 'picture-added');
    return visit.show(<PicturesPage submission={submission} form={form.refusedBy(added.error)} />, added.error);
  }

  @Post(':picture/removal')
  async removePicture(
    @Param('submission') id: string,
    @Param('picture') picture: string,
    @Res() { visit }: FastifyReply,
  ) {
    const removed = await this.submissions.removePicture(visit, id, picture);
    if (removed.ok) return visit.goTo(`${submissionPath(id)}/pictures`, 'picture-removed');
    const { submission } = await openSubmission(this.submissions, visit, id);
    const form = new Form<PictureField>({ ...pictureFields(visit) }).refusedBy(removed.error);
    return visit.show(<PicturesPage submission={submission} form={form} />, removed.error);
  }

  @Get(':file')
  pictureFile(@Param('submission') id: string, @Param('file') file: string, @Res() reply: FastifyReply) {
    return pictureFile(reply, this.submissions, id, file);
  }
}

/** No picture at all, or nothing that a browser calls one of those that are taken; the bytes are looked at later. */
function unfitPicture(picture: PostedFile | undefined) {
  if (picture === undefined) return [{ field: 'picture' as const, rule: 'required' }];
  if (PICTURE_TYPES.includes(picture.type)) return [];
  return [{ field: 'picture' as const, rule: 'pictureType', params: { allowed: PICTURE_NAMES } }];
}

function pictureFields({ language }: Visit) {
  return {
    language,
    fields: {
      picture: {
        label: translate(language, 'web.pictures.file'),
        hint: translate(language, 'web.pictures.file.hint'),
        required: true,
      },
      description: {
        label: translate(language, 'web.pictures.description'),
        hint: translate(language, 'web.pictures.description.hint'),
        required: true,
        maxCharacters: 300,
      },
    },
  };
}

const pictureForm = (visit: Visit) => new Form<PictureField>({ ...pictureFields(visit), posted: visit.posted });
