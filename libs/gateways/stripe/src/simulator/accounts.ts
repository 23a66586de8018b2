/** A merchant of this Stripe. All are made up; a key of Stripe's own would be somebody's. */
export interface Account {
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Signs the events of its one endpoint. */
  readonly webhookSecret: string;
  /** What stands in the address of that endpoint beyond PayCore's own. */
  readonly callbackSecret?: string;
  /** Payment methods switched on; absent: all. */
  readonly methods?: readonly string[];
}

export const accounts: readonly [Account, Account, Account, Account] = [
  {
    secretKey: 'sk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc',
    publishableKey: 'pk_test_PayCoreDemo5QmZr7TtWx2Ynh8Lc',
    webhookSecret: 'whsec_PayCoreDemoVt3kPz9RrQ4hYw6Jd',
  },
  {
    secretKey: 'sk_test_PayCoreSecond8HdJt4KqVb6Xpw',
    publishableKey: 'pk_test_PayCoreSecond8HdJt4KqVb6Xpw',
    webhookSecret: 'whsec_PayCoreSecond2ZkLm7NnTc5Rgs',
    callbackSecret: 'cb-7f3a91d2',
  },
  {
    secretKey: 'sk_test_PayCoreCardsOnly3FsGx9Bv',
    publishableKey: 'pk_test_PayCoreCardsOnly3FsGx9Bv',
    webhookSecret: 'whsec_PayCoreCardsOnly6QpWd8Ht',
    methods: ['card'],
  },
  {
    secretKey: 'sk_live_PayCoreLive4RkTz6MwYc2Jfn',
    publishableKey: 'pk_live_PayCoreLive4RkTz6MwYc2Jfn',
    webhookSecret: 'whsec_PayCoreLive9BgXs3VhLq7Dke',
  },
];

export const accountOfSecret = (key: string): Account | undefined =>
  accounts.find(({ secretKey }) => secretKey === key);

export const accountOf = (publishableKey: string): Account | undefined =>
  accounts.find((account) => account.publishableKey === publishableKey);
