import type { ComponentChildren } from 'preact';

/** Things of one kind, side by side where there is room. */
export function Cards({ id, children }: { id?: string; children: ComponentChildren }) {
  return (
    <ul class="cards" id={id}>
      {children}
    </ul>
  );
}

export interface CardProps {
  readonly title: ComponentChildren;
  /** 3 where the cards stand below a heading of their own. */
  readonly level?: 2 | 3;
  readonly children?: ComponentChildren;
}

/** One of them: what it is called, which is mostly a link, and what else is to be known. */
export function Card(props: CardProps) {
  return (
    <li class="card">
      <InsideCard {...props} />
    </li>
  );
}

/** What stands in a card, where its element is made elsewhere. */
export function InsideCard({ title, level = 2, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <>
      <Heading>{title}</Heading>
      {children}
    </>
  );
}
