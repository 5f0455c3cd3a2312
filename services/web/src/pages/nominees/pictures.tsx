import type { Nominee, Picture } from '../../application/ports.js';
import { nomineePath } from '../outcome/preview-parts.js';
import { usePage } from '../page-context.js';

/** How wide a picture stands at most, so that a browser fetches no more than it shows. */
const SIZES = '(min-width: 44rem) 40rem, 94vw';

/** A nominee's pictures, each with its words for those who cannot see it; they load when they come in sight, and nothing jumps. */
export function NomineePictures({ nominee }: { nominee: Nominee }) {
  if (nominee.pictures.length === 0) return null;
  return (
    <div class="pictures">
      {nominee.pictures.map((picture, index) => (
        <PictureFigure key={index} nomineeId={nominee.id} picture={picture} />
      ))}
    </div>
  );
}

function PictureFigure({ nomineeId, picture }: { nomineeId: string; picture: Picture }) {
  const { language, preview } = usePage();
  const { descriptions, variants } = picture;
  const [of, description] = descriptions.find(([own]) => own === language) ?? descriptions[0] ?? [language, ''];
  const folder =
    preview === undefined
      ? `/api/nominations/nominees/${encodeURIComponent(nomineeId)}`
      : `/${language}${nomineePath(preview, nomineeId)}`;
  const address = (file: string) => `${folder}/pictures/${file}`;
  const webp = variants.filter(({ type }) => type === 'image/webp');
  const plain = variants.find(({ type }) => type !== 'image/webp') ?? variants[0];
  const widest = variants.at(-1);
  if (plain === undefined || widest === undefined) return null;
  return (
    <figure>
      <picture>
        <source
          type="image/webp"
          srcset={webp.map(({ file, width }) => `${address(file)} ${width}w`).join(', ')}
          sizes={SIZES}
        />
        <img
          src={address(plain.file)}
          width={widest.width}
          height={widest.height}
          alt={description}
          lang={of}
          loading="lazy"
          decoding="async"
        />
      </picture>
      {/* Who hears the page has heard it already. */}
      <figcaption lang={of} dir="auto" aria-hidden="true">
        {description}
      </figcaption>
    </figure>
  );
}
