import { createHash } from 'node:crypto';
import { OneByOne, err, ok, type Result } from '@wsis/kernel';
import sharp, { type Sharp } from 'sharp';
import type { DevelopedPicture, PictureStudio } from '../../application/ports.js';
import type { NominationsError } from '../../domain/nominations-error.js';
import { PICTURE_LIMITS, PICTURE_SIZES, checkMeasures, formatOf, type PictureVariant } from '../../domain/picture.js';

/** Pictures at work or waiting in one process; each takes well under a second. */
const PLACES = 4;
const SECONDS_A_STEP = 10;
const LARGEST = PICTURE_SIZES.at(-1);

/**
 * Paints every picture anew: what is stored are pixels that this process wrote, in sizes that pages need. Whatever else
 * a file held (places where it was taken, thumbnails, scripts behind the picture) is not copied.
 */
export class SharpStudio implements PictureStudio {
  private readonly turns = new OneByOne(PLACES);

  constructor() {
    // One thread a picture: the rest of the machine belongs to those who vote and read.
    sharp.concurrency(1);
    sharp.cache(false);
  }

  async develop(bytes: Uint8Array): Promise<Result<readonly DevelopedPicture[], NominationsError>> {
    return this.turns.run(() => this.paint(bytes)) ?? err({ code: 'NOMINATIONS.PICTURES_BUSY' });
  }

  private async paint(bytes: Uint8Array): Promise<Result<readonly DevelopedPicture[], NominationsError>> {
    try {
      // The head of the file alone says how large it is; nothing is taken apart before that is known to be bearable.
      const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata();
      const wrong = checkMeasures(width, height);
      if (wrong) return err({ code: 'NOMINATIONS.PICTURE_REFUSED', problems: [wrong] });
      // The first bytes say what the reader of the whole must agree to.
      if (format !== formatOf(bytes)) return broken();
      const { data, info } = await sharp(bytes, {
        limitInputPixels: PICTURE_LIMITS.megapixels * 1_000_000,
        failOn: 'error',
        pages: 1,
        sequentialRead: true,
      })
        .rotate()
        .resize({ width: LARGEST, height: LARGEST, fit: 'inside', withoutEnlargement: true })
        .flatten({ background: 'white' })
        .toColourspace('srgb')
        .timeout({ seconds: SECONDS_A_STEP })
        .raw()
        .toBuffer({ resolveWithObject: true });
      const { width: w, height: h, channels } = info;
      const longer = Math.max(w, h);
      const developed: DevelopedPicture[] = [];
      for (const [index, size] of PICTURE_SIZES.entries()) {
        // A small picture is not blown up: its own size is the last.
        if (index > 0 && longer <= (PICTURE_SIZES[index - 1] ?? 0)) break;
        const sized = sharp(data, { raw: { width: w, height: h, channels } })
          .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
          .timeout({ seconds: SECONDS_A_STEP });
        developed.push(await variant('webp', sized.clone().webp({ quality: 78, effort: 3 })));
        // For readers and sites that know no WebP.
        if (size === 640 || (longer <= size && size < 640))
          developed.push(await variant('jpg', sized.clone().jpeg({ quality: 80 })));
      }
      return ok(developed);
    } catch {
      // Whatever the reader stumbled over: the bytes are no whole picture.
      return broken();
    }
  }
}

function broken(): Result<never, NominationsError> {
  return err({ code: 'NOMINATIONS.PICTURE_REFUSED', problems: [{ field: 'picture', rule: 'pictureBroken' }] });
}

async function variant(ending: 'webp' | 'jpg', painted: Sharp): Promise<DevelopedPicture> {
  const { data, info } = await painted.toBuffer({ resolveWithObject: true });
  const described: PictureVariant = {
    file: `${createHash('sha256').update(data).digest('hex')}.${ending}`,
    type: ending === 'webp' ? 'image/webp' : 'image/jpeg',
    width: info.width,
    height: info.height,
    bytes: data.length,
  };
  return { ...described, data };
}
