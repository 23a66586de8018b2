import { contrast } from '@paycore/core';

/** How dark the color of a button is under the pointer, as a share of the color itself. */
const darker = 0.8;

/** What the color stands on where the payer's screen is dark, as the style sheet has it; its own text is darker still. */
export const darkGrounds = ['#0E141B', '#17202A', '#1C2A38'] as const;

/** For text of any size: www.w3.org/TR/WCAG22/#contrast-minimum. */
const minContrast = 4.5;

/**
 * The page's colors where a shop has one of its own, written `1A73E8`: what may be stored can be read on all light grounds;
 * on dark ones it is lightened until it can be.
 */
export function accentRules(accent: string): string {
  const light = rule(accent, mixed(accent, '000000', 1 - darker));
  const lightened = steps.map((share) => mixed(accent, 'FFFFFF', share)).find(isReadable) ?? 'FFFFFF';
  const dark = rule(lightened, mixed(lightened, 'FFFFFF', 1 - darker));
  return `${light}\n@media (prefers-color-scheme:dark){${dark}}\n`;
}

const rule = (brand: string, pressed: string): string => `:root{--brand:#${brand};--brand-dark:#${pressed}}`;

/** Shares of white. */
const steps = Array.from({ length: 20 }, (_, at) => at / 20);

const isReadable = (color: string): boolean =>
  darkGrounds.every((ground) => contrast(`#${color}`, ground) >= minContrast);

/** The color with so large a share of the other one. */
function mixed(color: string, other: string, share: number): string {
  const [one, two] = [channels(color), channels(other)];
  const mixed = one.map((channel, at) => Math.floor(channel * (1 - share) + (two[at] ?? 0) * share));
  return share === 0 ? color : mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('');
}

const channels = (color: string): number[] => [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
