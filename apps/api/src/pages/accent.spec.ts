import { readFileSync } from 'node:fs';
import { contrast, pageFaults } from '@paycore/core';
import fc from 'fast-check';
import { accentRules, darkGrounds } from './accent.ts';

const css = readFileSync(new URL('../assets/pay.css', import.meta.url), 'utf8');
const dark = css.slice(css.indexOf('prefers-color-scheme: dark'));
const darkColor = (name: string) => new RegExp(`--${name}: (#\\w{6});`).exec(dark)?.[1]?.toUpperCase() ?? '';

it('knows the grounds of the dark page', () => {
  expect(['ground', 'card', 'tint'].map(darkColor)).toEqual(darkGrounds);
});

it('can be read on a dark page, and its button’s text on it, whatever color a shop may store', () => {
  const color = fc.integer({ min: 0, max: 0xff_ff_ff }).map((n) => n.toString(16).padStart(6, '0').toUpperCase());
  fc.assert(
    fc.property(color, (accent) => {
      fc.pre(pageFaults({ accentColor: `#${accent}` })['accent_color'] === undefined);
      const [, brand = ''] = /dark\)\{:root\{--brand:(#\w{6});/.exec(accentRules(accent)) ?? [];
      for (const ground of [...darkGrounds, darkColor('on-brand')])
        expect(contrast(brand, ground)).toBeGreaterThanOrEqual(4.5);
    }),
  );
});
