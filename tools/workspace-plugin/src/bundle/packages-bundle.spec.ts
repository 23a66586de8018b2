import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../workspace-root.ts';
import { bundle } from './bundle.ts';
import { packagesIn, type BundledPackage } from './packages.ts';
import { nameIn, sbomOf } from './sbom.ts';

const apps = readdirSync(join(workspaceRoot, 'apps'));

/** Those that oblige whoever hands a bundle on to nothing but to name them: app-….cjs.LEGAL.txt does. */
const permissive = [
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'Unlicense',
];

/** Of several to choose from one will do. */
const mayBeHandedOn = (license: string) =>
  license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => permissive.includes(each)));

/** `debug` takes them where something else has brought them: here the tools that specs are run by. */
const uninvited = ['supports-color', 'has-flag'];

/** ms, on a machine with much else to do. */
const slow = 120_000;

describe.each(apps)('what %s is made of', (app) => {
  it(
    'is in the list of its packages, each of a license that lets it be handed on, and npm knows each',
    async () => {
      const projectRoot = `apps/${app}`;
      const packages = packagesIn(await bundle({ workspaceRoot, projectRoot }), workspaceRoot);
      expect(packages.length).toBeGreaterThan(5);
      for (const { name, version, license, bytes } of packages) {
        expect([name, license, mayBeHandedOn(license)]).toEqual([name, license, true]);
        expect([name, version, bytes > 0]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+/), true]);
      }
      const sbom = await sbomOf(workspaceRoot, projectRoot);
      expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: `@paycore/${app}` } } });
      const listed = new Set(sbom.components.map(({ purl, version }) => `${nameIn(purl)}@${version}`));
      const refs = new Set([sbom.metadata.component, ...sbom.components].map((each) => each['bom-ref']));
      expect(
        sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref)),
      ).toEqual([]);
      const isListed = ({ name, version }: BundledPackage) =>
        uninvited.includes(name) || listed.has(`${name}@${version}`);
      expect(packages.filter((each) => !isListed(each))).toEqual([]);
      const ofSpecs = ['jest', 'supertest', 'ecpay_aio_nodejs', '@paycore/testing'];
      expect(ofSpecs.filter((name) => sbom.components.some(({ purl }) => nameIn(purl) === name))).toEqual([]);
    },
    slow,
  );
});

it(
  'is told the same whenever it is asked',
  async () => {
    expect(await sbomOf(workspaceRoot, 'apps/cli')).toEqual(await sbomOf(workspaceRoot, 'apps/cli'));
  },
  slow,
);
