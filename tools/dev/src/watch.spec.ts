import { join } from 'node:path';
import { affected } from './watch.ts';

const apps = ['api', 'webhooks', 'scheduler', 'sandbox'];

describe('a change of', () => {
  it.each([
    ['an app restarts that app', [join('apps', 'api', 'src', 'app.ts')], ['api']],
    [
      'two apps restarts both',
      [join('apps', 'sandbox', 'src', 'a.ts'), join('apps', 'api', 'src', 'b.ts')],
      ['api', 'sandbox'],
    ],
    ['a library restarts all', [join('libs', 'core', 'src', 'x.ts'), join('apps', 'api', 'src', 'b.ts')], apps],
    ['a program that the demo does not run restarts nothing', [join('apps', 'cli', 'src', 'main.ts')], []],
  ])('%s', (_what, paths, restarted) => {
    expect(affected(paths, apps)).toEqual(restarted);
  });
});
