import type { Proof, ProvenKey, ProvenKeys } from '@paycore/core';

const perProject: Readonly<Record<Proof, number>> = { answer: 4, callback: 2 };

export class MemoryProvenKeys implements ProvenKeys {
  #keys: ProvenKey[] = [];

  async record(key: ProvenKey): Promise<void> {
    const isOther = ({ fingerprint }: ProvenKey) => fingerprint !== key.fingerprint;
    const isBeside = (one: ProvenKey) =>
      one.gateway === key.gateway &&
      one.accountId === key.accountId &&
      one.project === key.project &&
      one.by === key.by;
    const beside = this.#keys.filter((one) => isBeside(one) && isOther(one));
    this.#keys = [...this.#keys.filter((one) => !isBeside(one)), ...[...beside, key].slice(-perProject[key.by])];
  }

  async list(gateway: string, accountId: string): Promise<ProvenKey[]> {
    const own = this.#keys.filter((key) => key.gateway === gateway && key.accountId === accountId);
    const by = (proof: Proof) => own.filter((key) => key.by === proof);
    return [...by('answer'), ...by('callback')].slice(0, 100);
  }
}
