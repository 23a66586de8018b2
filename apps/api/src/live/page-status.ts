import type { OpenedPage } from '@paycore/core';
import { shownOf, statusOf, versionOf } from '../pages/shown.ts';
import { askedOf, type PageRequest } from '../routes/payer-view.ts';

/** What an open page compares itself with. */
export function pageStatus(opened: OpenedPage, req: PageRequest, now: Date) {
  const asked = askedOf(req, opened.payment);
  const shown = shownOf(opened, now, asked);
  return { status: statusOf(shown), version: versionOf(shown, opened.payment, asked) };
}
