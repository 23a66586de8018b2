import { Bundles } from './bundles.ts';

const { folder } = await Bundles.make();
process.stdout.write(folder);
