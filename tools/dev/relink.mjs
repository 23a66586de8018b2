// After a folder of libs came or went: links the packages, and makes what is made from all of them.
import { execFileSync } from 'node:child_process';
import { noteInstalled, root } from './install.mjs';

const options = { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' };
execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], options);
noteInstalled();
execFileSync('npm', ['run', '--silent', 'client:types'], options);
