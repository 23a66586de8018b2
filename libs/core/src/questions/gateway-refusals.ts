/** A gateway asked us to stop calling for an account whose keys are proven. */
export interface Refusal {
  readonly project: string;
  readonly accountId: string;
  readonly at: Date;
}

const windowMs = 60_000;
const needed = 3;
/** Newest ones that are looked at: more tell no more. */
const maxKept = 50;

/**
 * Whether a gateway means us, and not one merchant: it has stopped three accounts of three projects within a minute. Two accounts
 * of one project, or one account of two, count once.
 */
export class GatewayRefusals {
  readonly #byGateway = new Map<string, readonly Refusal[]>();

  /** Whether the gateway as a whole is to be left alone. */
  note(gateway: string, refusal: Refusal): boolean {
    const since = refusal.at.getTime() - windowMs;
    const recent = (this.#byGateway.get(gateway) ?? []).filter(({ at }) => at.getTime() > since);
    const all = [...recent, refusal].slice(-maxKept);
    this.#byGateway.set(gateway, all);
    return areApart(all, needed);
  }
}

/** Whether there are so many of which no two share account or project. */
function areApart(refusals: readonly Refusal[], wanted: number): boolean {
  if (wanted === 0) return true;
  return refusals.some((one, place) => {
    const others = refusals
      .slice(place + 1)
      .filter(({ project, accountId }) => project !== one.project && accountId !== one.accountId);
    return areApart(others, wanted - 1);
  });
}
