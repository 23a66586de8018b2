import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './workspace-root.ts';

const projects = ['apps', 'libs', 'libs/gateways', 'tools']
  .flatMap((parent) => readdirSync(join(workspaceRoot, parent)).map((folder) => `${parent}/${folder}`))
  .filter((project) => existsSync(join(workspaceRoot, project, 'package.json')));

const has = (project: string, file: string) => existsSync(join(workspaceRoot, project, file));
const filesIn = (project: string) =>
  readdirSync(join(workspaceRoot, project, 'src'), { recursive: true, withFileTypes: true });

describe('every project', () => {
  // Nx infers `test` and `typecheck` from these: without them a project's specs would be left out, and nobody told.
  it('has what Nx infers its targets from', () => {
    const tested = projects.filter((project) => filesIn(project).some(({ name }) => name.endsWith('.spec.ts')));
    expect(tested.filter((project) => !has(project, 'jest.config.js'))).toEqual([]);
    expect(projects.filter((project) => !has(project, 'tsconfig.json'))).toEqual([]);
  });

  it('has the tag that its imports are judged by', () => {
    const tagsOf = (project: string) =>
      (JSON.parse(readFileSync(join(workspaceRoot, project, 'package.json'), 'utf8')) as { nx?: { tags?: string[] } })
        .nx?.tags ?? [];
    expect(projects.filter((project) => !tagsOf(project).some((tag) => tag.startsWith('type:')))).toEqual([]);
  });
});
