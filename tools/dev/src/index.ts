export type { AppProcess } from './app-process.ts';
export type { Database } from './database.ts';
export type { DemoJson } from './demo-file.ts';
export type { AppName, Ports } from './ports.ts';
export { startDemo, type Demo, type DemoOptions } from './start-demo.ts';
export { pythonPackages, type PackagesWanted } from './python-packages.ts';
