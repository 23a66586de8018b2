import type { Project } from '@paycore/core';
import { fakeLog } from '@paycore/testing';
import { warnOfProjects } from './warn-of-projects.ts';

const project = (n: number, allowed: Partial<Project> = {}): Project => ({
  id: `prj_${n}`,
  name: `Shop ${n}`,
  allowsUnsigned: false,
  allowsHttpNotices: false,
  noticeSecrets: [],
  createdAt: new Date(0),
  ...allowed,
});

const linesOf = (...projects: readonly Project[]) => {
  const log = fakeLog();
  warnOfProjects(log, projects);
  return log.lines;
};

it('says nothing where no project has such a setting', () => {
  expect(linesOf(project(1), project(2))).toEqual([]);
});

it('names the projects that take http for real money, in one line', () => {
  const lines = linesOf(project(1, { allowsHttpNotices: true }), project(2), project(3, { allowsHttpNotices: true }));
  expect(lines).toEqual([
    expect.objectContaining({
      level: 'warn',
      message: 'Projects take a payok_url over http for production payments',
      detail: expect.objectContaining({ count: 2, projects: ['prj_1 (Shop 1)', 'prj_3 (Shop 3)'] }),
    }),
  ]);
});

it('keeps the line short, however many projects there are and whatever they are called', () => {
  const many = Array.from({ length: 500 }, (_, n) => project(n, { allowsHttpNotices: true, name: 'x'.repeat(10_000) }));
  const lines = linesOf(...many);
  expect(lines).toHaveLength(1);
  expect(JSON.stringify(lines)).toMatch(/"count":500/);
  expect(JSON.stringify(lines).length).toBeLessThan(3_000);
});
