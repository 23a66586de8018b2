import { validationFailed } from '../domain/errors.ts';
import { readImage } from '../domain/image.ts';
import type { LogoReference, PageSettings } from '../domain/shop.ts';
import type { ShopStore } from '../ports/shop-store.ts';
import type { ChangeShop, ManageScope } from './change-shop.ts';
import { pageFaults, pageFields, type PageTexts } from './page-faults.ts';
import { isSameValue } from './same-value.ts';

/** Bytes, and pixels a side. */
const logoLimits = { bytes: 50 * 1024, min: 32, max: 1024 } as const;

/** How the payer's page presents the shop. Each call resolves to all settings, as they are afterwards. */
export class ManagePage {
  constructor(
    private readonly shops: ShopStore,
    private readonly changeShop: ChangeShop,
  ) {}

  /** Throws `offline`. */
  async read({ project, environment }: Omit<ManageScope, 'by'>): Promise<PageSettings> {
    return (await this.shops.read(project, environment)).page;
  }

  /** Puts these in the place of all settings but the logo. Throws `invalid` with every fault, `offline`. */
  async replace(scope: ManageScope, texts: PageTexts): Promise<PageSettings> {
    const faults = pageFaults(texts);
    if (Object.keys(faults).length > 0) throw validationFailed(faults);
    const { page } = await this.changeShop.execute(scope, ({ page: { logo, ...before } }) => {
      const fields = changedFields(before, texts);
      if (fields.length === 0) return undefined;
      return { action: 'page_changed', detail: { fields }, set: { page: { ...texts, ...(logo && { logo }) } } };
    });
    return page;
  }

  /** Throws `invalid` where the bytes are no such image, `offline`. */
  async putLogo(scope: ManageScope, type: LogoReference['type'], bytes: Uint8Array): Promise<PageSettings> {
    const logo = await logoOf(type, bytes);
    // First the image: a page must not name one that is not there.
    await this.shops.saveLogo({ ...logo, bytes });
    const { page } = await this.changeShop.execute(scope, (current) =>
      current.page.logo?.hash === logo.hash
        ? undefined
        : { action: 'logo_changed', detail: { hash: logo.hash }, set: { page: { ...current.page, logo } } },
    );
    return page;
  }

  /** Pages that are open go on showing it. Throws `offline`. */
  async removeLogo(scope: ManageScope): Promise<PageSettings> {
    const { page } = await this.changeShop.execute(scope, ({ page: { logo, ...texts } }) =>
      logo ? { action: 'logo_removed', detail: { hash: logo.hash }, set: { page: texts } } : undefined,
    );
    return page;
  }
}

const changedFields = (before: PageTexts, after: PageTexts): string[] =>
  Object.entries(pageFields)
    .filter(([name]) => !isSameValue(before[name as keyof PageTexts], after[name as keyof PageTexts]))
    .map(([, field]) => field);

async function logoOf(type: LogoReference['type'], bytes: Uint8Array): Promise<LogoReference> {
  const { bytes: maxBytes, min, max } = logoLimits;
  if (bytes.length > maxBytes) throw logoFault(`must not be greater than ${maxBytes / 1024} kB`);
  const image = readImage(bytes);
  if (image?.type !== type) throw logoFault(`must be one whole, still image of the type ${type}`);
  if ([image.width, image.height].some((side) => side < min || side > max)) {
    throw logoFault(`must have between ${min} and ${max} pixels a side: it has ${image.width} × ${image.height}`);
  }
  return { ...image, hash: await sha256(bytes) };
}

const logoFault = (fault: string) => validationFailed({ logo: [`The logo field ${fault}.`] });

async function sha256(bytes: Uint8Array): Promise<string> {
  // A copy, since these may be bytes of a shared buffer, which digest does not take.
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
