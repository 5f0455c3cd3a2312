import { renderSVG } from 'uqr';
import type { SharePicture } from '../../application/nominees/ports.js';
import type { Edition, Nominee } from '../../application/ports.js';
import { chooseText } from '../../domain/shown-text.js';
import { Layout } from '../layout.js';
import { useIsland, usePage } from '../page-context.js';
import { TextMark } from '../parts/language-note.js';
import { PageLink } from '../parts/links.js';
import { Theirs } from '../parts/words.js';

export interface ShareProps {
  readonly edition: Edition;
  readonly nominee: Nominee;
  readonly picture: SharePicture | undefined;
}

/** Everything to tell others of a nominee: its address, its picture, a code to print; and what is fair. */
export function SharePage({ edition, nominee, picture }: ShareProps) {
  const { language, publicUrl, say } = usePage();
  const text = chooseText(nominee.texts, language)?.text;
  const name = text?.title ?? nominee.organisation;
  const path = `/nominees/${encodeURIComponent(nominee.id)}`;
  const address = `${publicUrl}/${language}${path}`;
  const title = say('web.share.title');
  return (
    <Layout
      title={`${say('web.labelled', { label: title })} ${name}`}
      editionId={edition.id}
      crumbs={[{ path, label: name }]}
    >
      <h1>{title}</h1>
      <p class="lead">
        <Theirs text={name} language={text?.language} />
      </p>
      <TextMark text={text} />
      <div class="share">
        <div>
          <h2>{say('web.share.address')}</h2>
          <p>
            <a href={address} dir="ltr" class="share-address">
              {address}
            </a>
          </p>
          <ShareButtons address={address} name={name} />
          {picture === undefined ? null : (
            <>
              <h2>{say('web.share.picture')}</h2>
              <p>
                <img
                  class="share-picture"
                  src={picture.address}
                  width={picture.width}
                  height={picture.height}
                  alt={say('web.share.picture.of', { name })}
                  loading="lazy"
                  decoding="async"
                />
              </p>
              <p>
                <a href={picture.address} download>
                  {say('web.share.picture.save')}
                </a>
              </p>
            </>
          )}
        </div>
        <div>
          <h2>{say('web.share.qr')}</h2>
          <div
            class="qr"
            role="img"
            aria-label={say('web.share.qr.of', { name })}
            dangerouslySetInnerHTML={{ __html: renderSVG(address) }}
          />
          <p class="hint">{say('web.share.qr.hint')}</p>
        </div>
      </div>
      <FairPlay reportPath={`${path}/report`} />
    </Layout>
  );
}

function ShareButtons({ address, name }: { address: string; name: string }) {
  const { say } = usePage();
  useIsland('share');
  const mail = new URLSearchParams({ subject: name, body: `${name}\n\n${address}` }).toString().replaceAll('+', '%20');
  return (
    <p class="row">
      <button
        type="button"
        class="button"
        hidden
        data-share={address}
        data-title={name}
        data-copied={say('web.share.copied')}
      >
        {say('web.share.now')}
      </button>
      <a href={`mailto:?${mail}`}>{say('web.share.mail')}</a>
      <span role="status" />
    </p>
  );
}

/** What a campaign may do and what it may not, in plain words. */
function FairPlay({ reportPath }: { reportPath: string }) {
  const { say } = usePage();
  return (
    <section id="fair-play">
      <h2>{say('web.fair.title')}</h2>
      <p>{say('web.fair.intro')}</p>
      <h3>{say('web.fair.allowed')}</h3>
      <ul>
        <li>{say('web.fair.allowed.share')}</li>
        <li>{say('web.fair.allowed.ask')}</li>
        <li>{say('web.fair.allowed.say')}</li>
      </ul>
      <h3>{say('web.fair.forbidden')}</h3>
      <ul>
        <li>{say('web.fair.forbidden.buy')}</li>
        <li>{say('web.fair.forbidden.others')}</li>
        <li>{say('web.fair.forbidden.untrue')}</li>
        <li>{say('web.fair.forbidden.people')}</li>
      </ul>
      <p>{say('web.fair.consequence')}</p>
      <p>
        <PageLink to={reportPath}>{say('web.report.link')}</PageLink>
      </p>
    </section>
  );
}
