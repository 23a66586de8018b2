/**
 * `answer`: the gateway answered who asked with them. `callback`: a callback verified with them, which whoever knows the keys can
 * write: it says that they belong together with the account's attempts of that project, and no more.
 */
export type Proof = 'answer' | 'callback';

/** A merchant's account at a gateway with keys for it, which anybody may have made up. */
export interface AccountKeys {
  readonly gateway: string;
  readonly accountId: string;
  /** A keyed hash of the credentials. */
  readonly fingerprint: string;
}

/** That keys are an account's own, as one project's attempt showed. */
export interface ProvenKey extends AccountKeys {
  readonly project: string;
  readonly by: Proof;
  /** The attempt that has the credentials. */
  readonly paymentNo: string;
  readonly attempt: number;
  readonly at: Date;
}

/** Keys that have been proven; only their fingerprints are kept. */
export interface ProvenKeys {
  /** Safe to repeat; the newer attempt takes the older one's place. Throws `offline`. */
  record(key: ProvenKey): Promise<void>;
  /** Of all projects, those by `answer` first; of each project a few of either proof, and 100 in all at most. Throws `offline`. */
  list(gateway: string, accountId: string): Promise<ProvenKey[]>;
}
