export interface Account {
  readonly appid: string;
  readonly secretKey: string;
  /** Of the accounts that it issues; null: PLUS names none, as its known words have none. */
  readonly bankCode: string | null;
  /** Before anything was paid. */
  readonly opening: number | string | null;
  readonly sends: 'json' | 'form';
}

/** All made up; they differ in what is not known of PLUS. */
export const accounts: readonly [Account, Account, Account] = [
  {
    appid: 'paycore-demo',
    secretKey: '5f0c2d9b7e14a8630fd1',
    bankCode: '822',
    opening: 10_000,
    sends: 'json',
  },
  { appid: 'plus2109', secretKey: 'c81e728d9d4c2f636f06', bankCode: null, opening: '10000.50', sends: 'form' },
  { appid: 'plus3003', secretKey: 'eccbc87e4b5ce2fe2830', bankCode: '004', opening: null, sends: 'json' },
];

export const accountOf = (appid: string): Account | undefined => accounts.find((account) => account.appid === appid);
