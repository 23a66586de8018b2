/** How dark the color of a button is under the pointer, as a share of the color itself. */
const darker = 0.8;

/** The page's colors where a shop has one of its own, written `1A73E8`: what may be stored can be read on all its grounds. */
export function accentRules(accent: string): string {
  const dark = [0, 2, 4].map((at) => Math.floor(Number.parseInt(accent.slice(at, at + 2), 16) * darker));
  const written = dark.map((channel) => channel.toString(16).padStart(2, '0')).join('');
  return `:root{--brand:#${accent};--brand-dark:#${written}}\n`;
}
