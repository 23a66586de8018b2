import { createHash } from 'node:crypto';
import { anImage, coreOnFakes } from '@paycore/testing';
import fc from 'fast-check';
import { contrast } from '../domain/contrast.ts';
import { pageLocales } from '../domain/locales.ts';
import { accentGrounds, pageFaults, type PageTexts } from './page-faults.ts';

const scope = { project: 'prj_1', environment: 'test', by: 'pc_admin_000000000001' } as const;
const whole: PageTexts = {
  ...{ shopName: '茶 & 壺', accentColor: '#0B4F8A', supportContact: '02-1234-5678', defaultLocale: 'en' },
  successRedirectSeconds: 5,
};

function aPage() {
  const core = coreOnFakes();
  const newest = async () => (await core.shops.changes('prj_1', 'test'))[0];
  const all = async () => core.shops.changes('prj_1', 'test');
  return { core, page: core.managePage, newest, all };
}

describe('the settings', () => {
  it('are replaced as a whole, and named where they changed', async () => {
    const { page, newest, core } = aPage();
    expect(await page.read(scope)).toEqual({});
    expect(await page.replace(scope, whole)).toEqual(whole);
    expect(await page.replace(scope, { shopName: '茶', defaultLocale: 'en' })).toEqual({
      shopName: '茶',
      defaultLocale: 'en',
    });
    expect(await page.read(scope)).toEqual({ shopName: '茶', defaultLocale: 'en' });
    expect(await page.read({ ...scope, environment: 'production' })).toEqual({});
    const fields = ['shop_name', 'accent_color', 'support_contact', 'success_redirect_seconds'];
    const entry = { at: core.clock.now(), by: scope.by, action: 'page_changed', detail: { fields } };
    expect(await newest()).toEqual(entry);
    expect(JSON.stringify(core.log.lines)).not.toMatch(/茶|0B4F8A/);
  });

  it('leave no entry where nothing changed', async () => {
    const { page, all } = aPage();
    await page.replace(scope, {});
    await page.replace(scope, whole);
    await page.replace(scope, { ...whole });
    expect(await all()).toHaveLength(1);
  });

  it.each<[keyof PageTexts, readonly (string | number)[]]>([
    ['shopName', ['<b>茶</b>', '🍵'.repeat(60), 'شاي', 'O’Neil & “Sons”']],
    ['supportContact', ['<a href="https://shop.example">', 'x'.repeat(200)]],
    ['accentColor', ['#000000', '#0b4f8a', '#0B4F8A', '#B3261E']],
    ['defaultLocale', [...pageLocales]],
    ['successRedirectSeconds', [0, 60]],
  ])('take as %s %j', async (name, values) => {
    const { page } = aPage();
    for (const value of values) expect(await page.replace(scope, { [name]: value })).toEqual({ [name]: value });
  });

  it.each<[keyof PageTexts, string, readonly (string | number)[]]>([
    ['shopName', 'shop_name', ['a\nb', 'a\0', 'a\u202eb', 'a\u2028', '\u007f', '\u0085', '\ud800', '🍵'.repeat(61)]],
    ['supportContact', 'support_contact', ['a\r', '\t', '\u2066', 'x'.repeat(201)]],
    ['accentColor', 'accent_color', ['red', '#FFF', '#12345G', '#0B4F8A80', '#0B4F8A;}', '#ffff00', '#808080']],
    ['defaultLocale', 'default_locale', ['fr', 'EN', 'constructor']],
    ['successRedirectSeconds', 'success_redirect_seconds', [-1, 61, 1.5, Number.NaN]],
  ])('take no such %s', async (name, field, values) => {
    const { page, all } = aPage();
    for (const value of values) {
      const fields = { [field]: [expect.stringMatching(new RegExp(`^The ${field} field must .*\\.$`)) as unknown] };
      await expect(page.replace(scope, { ...whole, [name]: value })).rejects.toMatchObject({ kind: 'invalid', fields });
    }
    expect(await all()).toEqual([]);
  });

  it('name every fault, and say what a color lacks', () => {
    expect(
      pageFaults({ shopName: '\n', accentColor: '#FFD500', defaultLocale: 'fr', successRedirectSeconds: 61 }),
    ).toEqual({
      shop_name: ['The shop_name field must be plain text of one line.'],
      accent_color: [
        "The accent_color field must be darker: with the page's #EEF5FB it has a contrast of 1.29:1, and text needs 4.5:1.",
      ],
      default_locale: ['The default_locale field must be one of: zh-tw, zh-cn, en, ja, ko, th, vi, id, ms.'],
      success_redirect_seconds: ['The success_redirect_seconds field must be between 0 and 60.'],
    });
  });

  it('take a color where it can be read on every ground, and no other', () => {
    const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(color, (accentColor) => {
        const isReadable = accentGrounds.every((ground) => contrast(accentColor, ground) >= 4.5);
        expect(Object.keys(pageFaults({ accentColor }))).toEqual(isReadable ? [] : ['accent_color']);
      }),
    );
  });
});

describe('the logo', () => {
  it('is found by what it holds, stays where settings change, and may be taken off', async () => {
    const { core, page, newest } = aPage();
    const bytes = anImage('webpAlpha');
    const hash = createHash('sha256').update(bytes).digest('hex');
    const logo = { hash, type: 'image/webp', width: 64, height: 33 } as const;
    expect(await page.putLogo(scope, 'image/webp', bytes)).toEqual({ logo });
    expect(await newest()).toMatchObject({ action: 'logo_changed', detail: { hash } });
    expect(await core.findLogo.execute(hash)).toEqual({ ...logo, bytes });
    expect(await page.replace(scope, whole)).toEqual({ ...whole, logo });
    expect(await page.removeLogo(scope)).toEqual(whole);
    expect(await newest()).toMatchObject({ action: 'logo_removed', detail: { hash } });
    // Pages that are open have its address.
    expect(await core.findLogo.execute(hash)).toEqual({ ...logo, bytes });
  });

  it('leaves one entry, however often it is put or taken off', async () => {
    const { page, all } = aPage();
    await page.removeLogo(scope);
    for (let n = 0; n < 3; n += 1) await page.putLogo(scope, 'image/png', anImage('png'));
    expect(await all()).toHaveLength(1);
  });

  it.each([
    ['mislabelled', 'image/webp', anImage('png'), 'of the type image/webp'],
    ['mislabelled the other way', 'image/png', anImage('webpLossy'), 'of the type image/png'],
    ['a drawing', 'image/png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'whole'],
    ['cut off', 'image/png', anImage('png').subarray(0, -1), 'whole'],
    ['moving', 'image/webp', anImage('webpMoving'), 'still'],
    ['a dot', 'image/png', anImage('pngDot'), '1 × 1'],
    ['too wide', 'image/png', anImage('pngWide'), '1025 × 32'],
    ['too high', 'image/webp', anImage('webpTall'), '32 × 1025'],
    ['too heavy', 'image/png', new Uint8Array(50 * 1024 + 1), '50 kB'],
    ['nothing', 'image/png', new Uint8Array(), 'whole'],
  ] as const)('is none that is %s', async (_what, type, bytes, says) => {
    const { core, page, all } = aPage();
    const fields = { logo: [expect.stringContaining(says) as unknown] };
    await expect(page.putLogo(scope, type, bytes)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields });
    expect([await all(), await page.read(scope)]).toEqual([[], {}]);
    const hash = createHash('sha256').update(bytes).digest('hex');
    await expect(core.findLogo.execute(hash)).rejects.toMatchObject({ kind: 'notFound' });
  });

  it.each(['pngSmallest', 'pngLargest'] as const)('may be as the %s', async (name) => {
    const { page } = aPage();
    expect((await page.putLogo(scope, 'image/png', anImage(name))).logo).toBeDefined();
  });
});
