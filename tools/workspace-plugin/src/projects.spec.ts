import { existsSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.ts';

const { slowSpecs } = (await import(join(workspaceRoot, 'jest.preset.js'))) as { slowSpecs: readonly string[] };

const projects = ['apps', 'libs', 'libs/gateways', 'tools']
  .flatMap((parent) => readdirSync(join(workspaceRoot, parent)).map((folder) => `${parent}/${folder}`))
  .filter((project) => existsSync(join(workspaceRoot, project, 'package.json')));

const has = (project: string, file: string) => existsSync(join(workspaceRoot, project, file));
const filesIn = (project: string) =>
  readdirSync(join(workspaceRoot, project, 'src'), { recursive: true, withFileTypes: true });

interface Manifest {
  readonly nx?: {
    readonly tags?: readonly string[];
    readonly targets?: { readonly test?: { readonly inputs?: readonly unknown[] } };
  };
}

const manifestOf = (project: string) =>
  JSON.parse(readFileSync(join(workspaceRoot, project, 'package.json'), 'utf8')) as Manifest;

describe('every project', () => {
  // Nx infers `test` and `typecheck` from these: without them a project's specs would be left out, and nobody told.
  it('has what Nx infers its targets from', () => {
    const tested = projects.filter((project) => filesIn(project).some(({ name }) => name.endsWith('.spec.ts')));
    expect(tested.filter((project) => !has(project, 'jest.config.js'))).toEqual([]);
    expect(projects.filter((project) => !has(project, 'tsconfig.json'))).toEqual([]);
  });

  // Else Nx would take the result of `npm run test:quick`, without the slow ones, for that of `npm test`.
  it('is tested anew by the other tier where it has slow specs', () => {
    const isSlow = ({ parentPath, name }: Dirent) =>
      slowSpecs.some((slow) => RegExp(slow).test(join(parentPath, name)));
    const slow = projects.filter((project) => filesIn(project).some(isSlow));
    expect(slow).not.toEqual([]);
    const inputsOf = (project: string) => manifestOf(project).nx?.targets?.test?.inputs ?? [];
    expect(slow.filter((project) => !JSON.stringify(inputsOf(project)).includes('PAYCORE_QUICK'))).toEqual([]);
  });

  it('has the tag that its imports are judged by', () => {
    const tagsOf = (project: string) => manifestOf(project).nx?.tags ?? [];
    expect(projects.filter((project) => !tagsOf(project).some((tag) => tag.startsWith('type:')))).toEqual([]);
  });
});
