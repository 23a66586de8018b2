import type { LogoReference, PageSettings } from '@paycore/core';
import { html } from 'hono/html';
import type { Html } from './piece.ts';
import type { Translate } from './texts.ts';

/** Of the image's content. */
export const logoUrl = ({ hash }: LogoReference): string => `/logos/${hash}`;

/** Shown no higher than this, in pixels. */
const maxHeight = 40;

/** The shop's name and logo, where it has any; else that this is a safe place. */
export function brand({ shopName, logo }: PageSettings, t: Translate): Html {
  const name = shopName ?? t('secure');
  if (!logo) return html`<p class="brand">${lock}<span>${name}</span></p>`;
  const height = Math.min(maxHeight, logo.height);
  const width = Math.round((logo.width * height) / logo.height);
  return html`<p class="brand">
    <img src="${logoUrl(logo)}" alt="" width="${width}" height="${height}" /><span>${name}</span>
  </p>`;
}

/** Whom a payer asks, as the merchant wrote it. */
export function support({ supportContact: contact }: PageSettings, t: Translate): Html | undefined {
  return contact === undefined ? undefined : html`<footer><p>${t('support')} ${asLink(contact)}</p></footer>`;
}

function asLink(contact: string): Html | string {
  const [href] = [
    /^https?:\/\/\S+$/i.test(contact) && contact,
    /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(contact) && `mailto:${contact}`,
    /^[+(]?[\d][\d\s()#-]{5,}$/.test(contact) && `tel:${contact.replace(/[^\d+#]/g, '')}`,
  ].filter((found) => found !== false);
  return href === undefined ? contact : html`<a href="${href}" rel="noopener noreferrer">${contact}</a>`;
}

const lock = html`<svg viewBox="0 0 20 20" aria-hidden="true">
  <path d="M6 8V6a4 4 0 0 1 8 0v2m-9 0h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1z" />
</svg>`;
