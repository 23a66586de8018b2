/** `{PAYCORE_HOME}/demo.json`: what people, tests and scripts find the running demo by. */
export interface DemoJson {
  readonly api: string;
  readonly webhooks: string;
  readonly scheduler: string;
  readonly sandbox: string;
  readonly mongodb_uri: string;
  readonly payok_url: string;
  readonly project: { readonly api_key: string; readonly notice_secret: string };
  /** By gateway; ready to use as `gateway_credentials`. */
  readonly credentials: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const DEMO_FILE = 'demo.json';

/** One line, so that it survives any terminal; each paste is a new order. */
export function curlOf(demo: DemoJson): string {
  const order = {
    amount: 980,
    item_name: 'Blue teapot',
    payok_url: demo.payok_url,
    gateway_credentials: demo.credentials['ecpay'],
  };
  const body = `'{"merchant_order_no":"DEMO-'$(date +%s)'",${JSON.stringify(order).slice(1)}'`;
  const headers = `-H 'X-API-KEY: ${demo.project.api_key}' -H 'Content-Type: application/json'`;
  return `curl -sS ${demo.api}/api/paycore/pay/ecpay/atm ${headers} -d ${body}`;
}
