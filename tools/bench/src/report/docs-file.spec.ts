import { withReport } from './docs-file.ts';

const page = '# Figures\n\n<!-- bench:begin -->\nold\n<!-- bench:end -->\n\nThe rest.\n';

it('replaces what stands between the markers, and nothing else', () => {
  const once = withReport(page, 'new');
  expect(once).toBe('# Figures\n\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\n\nThe rest.\n');
  expect(withReport(once, 'new')).toBe(once);
});

it.each(['no markers', '<!-- bench:end --> <!-- bench:begin -->'])('refuses a page with %s', (text) => {
  expect(() => withReport(text, 'new')).toThrow('bench:begin');
});

it('knows blocks of other names', () => {
  const two = `${page}\n<!-- peers:begin -->\nold\n<!-- peers:end -->\n`;
  expect(withReport(two, 'new', 'peers')).toBe(`${page}\n<!-- peers:begin -->\n\nnew\n\n<!-- peers:end -->\n`);
});
