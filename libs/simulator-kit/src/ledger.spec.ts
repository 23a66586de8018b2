import { Ledger, type Kept } from './ledger.ts';

interface Order extends Kept {
  readonly shop: string;
  readonly no: string;
  readonly state: string;
}

const order = (shop: string, no: string, state = 'new'): Order => ({ shop, no, state, callbacks: [] });

function bench(lines: unknown[] = [], isOrder?: (entry: unknown) => entry is Order) {
  const journal = { read: () => structuredClone(lines), append: (entry: unknown) => void lines.push(entry) };
  const words = { keyOf: (one: Order) => `${one.shop} ${one.no}`, orderNoOf: (one: Order) => one.no };
  return { lines, ledger: new Ledger<Order>(journal, { ...words, ...(isOrder && { isOrder }) }) };
}

describe('a ledger', () => {
  it('finds orders by key and the newest by number, newest first', () => {
    const { ledger } = bench();
    const [one, two, three] = [order('a', '1'), order('b', '1'), order('a', '2')].map((each) => ledger.write(each));
    expect(ledger.newestFirst()).toEqual([three, two, one]);
    expect([ledger.size, ledger.find('a 1'), ledger.findByOrderNo('1')]).toEqual([3, one, two]);
    expect([ledger.find('c 1'), ledger.findByOrderNo('3')]).toEqual([undefined, undefined]);
  });

  it('changes an order as it stands now, and keeps its place', () => {
    const { ledger, lines } = bench();
    const stale = ledger.write(order('a', '1'));
    ledger.write(order('b', '1'));
    ledger.change(stale, () => ({ state: 'paid' }));
    expect(ledger.change(stale, ({ state }) => ({ state: `${state} twice` })).state).toBe('paid twice');
    expect(ledger.findByOrderNo('1')?.shop).toBe('b');
    expect(ledger.size).toBe(2);
    expect(lines).toHaveLength(4);
  });

  it('knows after a restart what the journal holds, and passes over lines of another form', () => {
    const { ledger, lines } = bench();
    ledger.change(ledger.write(order('a', '1')), () => ({ state: 'paid' }));
    const isOrder = (entry: unknown): entry is Order => typeof entry === 'object' && entry !== null && 'shop' in entry;
    const again = bench([null, { old: 1 }, ...lines], isOrder).ledger;
    expect(again.newestFirst()).toEqual(ledger.newestFirst());
  });
});
