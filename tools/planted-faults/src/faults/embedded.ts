import type { Fault } from '../fault.ts';

const launcher = 'tools/mongo/embedded';
const wireSpec = 'tools/mongo/src/embedded-wire.spec.ts';

/** The embedded server answers from what is in its file, in the order in which it was asked. */
export const embeddedFaults: readonly Fault[] = [
  {
    name: 'answered-before-saved',
    why: 'Nobody is told what a kill could take back.',
    file: `${launcher}/DurableBackend.java`,
    find: 'boolean isUnsaved = saves.isUnsaved();',
    replace: 'boolean isUnsaved = false;',
    caughtBy: ['tools/mongo/src/embedded-crash.spec.ts'],
  },
  {
    name: 'answers-overtake',
    why: 'A client that sends on without waiting has its answers in order.',
    file: `${launcher}/HeldAnswers.java`,
    find: 'if (!isNextHeld && held == 0) {',
    replace: 'if (!isNextHeld) {',
    caughtBy: [wireSpec],
  },
  {
    name: 'old-queries-past-the-gate',
    why: 'A query in the old form tells nothing that is not saved, either.',
    file: `${launcher}/DurableBackend.java`,
    find: 'return gated(saves.gate.readLock(), false, query.getChannel(), () -> super.handleQuery(query));',
    replace: 'return super.handleQuery(query);',
    caughtBy: [wireSpec],
  },
  {
    name: 'left-index-passes-for-whole',
    why: 'A unique index that duplicates forbade is filled when it is declared again.',
    file: `${launcher}/DurableBackend.java`,
    find: 'if (!isDeclared(collection, name)) {',
    replace: 'if (false) {',
    caughtBy: ['tools/mongo/src/embedded-indexes.spec.ts'],
  },
  {
    name: 'bulk-before-all-others',
    why: 'Who waits goes in between the updates of one command, not after all of them.',
    file: `${launcher}/StoredCollection.java`,
    find: '        Turn.beforeUpdate();\n',
    replace: '',
    caughtBy: ['tools/mongo/src/embedded.spec.ts'],
  },
];
