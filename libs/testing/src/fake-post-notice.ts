import type { Notice, NoticeAnswer, PostNotice, Secret } from '@paycore/core';
import { Scripted } from './scripted.ts';

/** A merchant without a socket; accepts every notice unless set otherwise. */
export class FakePostNotice {
  readonly tries = new Scripted<[Notice, readonly Secret<string>[], number], NoticeAnswer>(() => ({ status: 200 }));

  readonly post: PostNotice = this.tries.call;

  /** The notices that were posted, in order. */
  get posted(): Notice[] {
    return this.tries.calls.map(([notice]) => notice);
  }
}
