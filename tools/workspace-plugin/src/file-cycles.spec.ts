import { cycles, relativeImports, type Imports } from './file-cycles.ts';
import { workspaceRoot } from './workspace-root.ts';

const importsOf = (text: string): Imports =>
  new Map(
    text.split('\n').map((line) => {
      const [file = '', imported = ''] = line.split(': ');
      return [file, imported.split(' ')];
    }),
  );

describe('cycles', () => {
  it('are files that lead back to themselves', () => {
    expect(cycles(importsOf('a: b c\nb: c\nc: d\nd: b\ne: e'))).toEqual(['b → c → d → b', 'e → e']);
  });

  it('are not files that are reached by two ways', () => {
    expect(cycles(importsOf('a: b c\nb: d\nc: d\nd: z'))).toEqual([]);
  });
});

describe('the files of this workspace', () => {
  const imports = relativeImports(workspaceRoot);

  it('import files that are there', () => {
    expect(imports.size).toBeGreaterThan(500);
    expect(imports.get('libs/core/src/domain/settle.ts')).toContain('libs/core/src/domain/payment.ts');
  });

  it('form no ring', () => {
    expect(cycles(imports)).toEqual([]);
  });
});
