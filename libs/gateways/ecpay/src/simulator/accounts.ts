/** What ECPay shares with one merchant. */
export interface Account {
  readonly merchantId: string;
  readonly hashKey: string;
  readonly hashIv: string;
}

/** The accounts that ECPay publishes for its test system. */
export const testAccounts: readonly Account[] = [
  { merchantId: '3002607', hashKey: 'pwFHCqoQZGmho4w6', hashIv: 'EkRm7iFT261dpevs' },
  { merchantId: '2000132', hashKey: '5294y06JbISpM5x9', hashIv: 'v77hoKGq4kWxNNIS' },
];

export const accountOf = (merchantId: string): Account | undefined =>
  testAccounts.find((account) => account.merchantId === merchantId);
