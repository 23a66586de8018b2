import type { Page } from '@paycore/core';
import type { Html } from './piece.ts';
import type { Allowed } from './policy.ts';
import type { Text } from './texts.ts';
import type { View } from './view.ts';

/** One of the things that a payment's page shows. */
export interface Kind {
  readonly title: (view: View) => string;
  readonly main: (view: View) => Html;
  /** No more than the others where absent. */
  readonly allows?: (view: View) => Allowed;
  /** There is something to pay by, or to choose. */
  readonly isPayable?: true;
}

type PageOf<Name extends Page['kind']> = Extract<Page, { kind: Name }>;

interface GatewayKind<Name extends Page['kind']> {
  readonly title: Text;
  readonly main: (page: PageOf<Name>, view: View) => Html;
  readonly allows?: (view: View) => Allowed;
}

/** A kind that shows what the gateway gave. */
export const gatewayKind = <Name extends Page['kind']>(
  name: Name,
  { title, main, allows }: GatewayKind<Name>,
): Kind => ({
  title: ({ t }) => t(title),
  main: (view) => main(pageOf(name, view), view),
  ...(allows && { allows }),
  isPayable: true,
});

function pageOf<Name extends Page['kind']>(name: Name, { attempt }: View): PageOf<Name> {
  const page = attempt?.page?.reveal();
  if (page?.kind !== name) throw new Error(`The payment has no page of the kind ${name}.`);
  return page as PageOf<Name>;
}
