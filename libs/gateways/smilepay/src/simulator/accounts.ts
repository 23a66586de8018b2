export interface Account {
  readonly dcvc: string;
  readonly rvg2c: string;
  readonly verifyKey: string;
  /** Four digits, which sign Mid_smilepay. */
  readonly verifyCode: string;
  readonly hasBarcode: boolean;
}

/**
 * 107 is the test account that several old repositories publish; its keys have one source, so they may be wrong or gone.
 * The others are made up.
 */
export const accounts: readonly [Account, Account, Account] = [
  { dcvc: '107', rvg2c: '1', verifyKey: '174A02F97A95F72CE301137B3F98D128', verifyCode: '1111', hasBarcode: true },
  { dcvc: '2109', rvg2c: '1', verifyKey: '9C4B6E02D1A857F3360BE8D5274F1AC9', verifyCode: '1234', hasBarcode: true },
  { dcvc: '3003', rvg2c: '1', verifyKey: 'E5D81B7730F24C6A9B02C8A4D71F563E', verifyCode: '5678', hasBarcode: false },
];

export const accountOf = (dcvc: string): Account | undefined => accounts.find((account) => account.dcvc === dcvc);
