/** A REST app in PayPal's sandbox; PayPal publishes none, so both are made up. */
export interface Account {
  readonly clientId: string;
  readonly secret: string;
  readonly webhookId: string;
}

export const accounts: readonly [Account, Account] = [
  {
    clientId: 'AYSq3RDGsmBLJE-otTkBtM-jBRd1TCQwFf9RGfwddNXWz0uFU9ztymylOhRS',
    secret: 'EGnHDxD_qRPdaLdZz8iCr8N7_MzF-YHPTkjs6NKYQvQSBngp4PTTVWkPZRbL',
    webhookId: '1JE4291016473214C',
  },
  {
    clientId: 'AQkquBDf1zctJOWGKWUEtKXm6qVhueUEMvXO_-MCI4DQQ4-LWvkDLIN2fGsd',
    secret: 'EL1tVxAjhT7cJimnz5-Nsx9k2reTKSVfErNQF-CmrwJgxRtylkGTKlU4RvrX',
    webhookId: '4JH86294D6297924G',
  },
];

export const accountOf = (clientId: string): Account | undefined =>
  accounts.find((account) => account.clientId === clientId);
