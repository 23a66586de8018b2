import type { Notice, NoticeAnswer, PostNotice } from '@paycore/core';
import { Scripted } from './scripted.ts';

/** A merchant without a socket; accepts every notice until told otherwise. */
export class FakePostNotice {
  readonly tries = new Scripted<[Notice], NoticeAnswer>(() => ({ status: 200 }));

  readonly post: PostNotice = (notice) => this.tries.call(notice);

  /** The notices that were posted, in order. */
  get posted(): Notice[] {
    return this.tries.calls.map(([notice]) => notice);
  }
}
