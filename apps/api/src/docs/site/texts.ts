import type { LocalizedText } from '@paycore/core';

const texts = {
  site: { zh: 'PayCore 串接文件', en: 'PayCore documentation' },
  skip: { zh: '跳到內容', en: 'Skip to content' },
  menu: { zh: '目錄', en: 'Contents' },
  other: { zh: 'English', en: '繁體中文' },
  openApi: { zh: 'OpenAPI 文件', en: 'OpenAPI document' },
  search: { zh: '搜尋金流、付款方式、欄位或 endpoint', en: 'Search gateways, methods, fields or endpoints' },
  noScript: {
    zh: '搜尋需要 JavaScript；也可以使用下方的索引。',
    en: 'Search needs JavaScript; the index below works without it.',
  },
  found: { zh: '{n} 筆結果', en: '{n} results' },
  foundNone: { zh: '找不到符合的項目', en: 'Nothing found' },
  copy: { zh: '複製', en: 'Copy' },
  copied: { zh: '已複製', en: 'Copied' },
  gateway: { zh: '金流', en: 'Gateway' },
  paymentMethod: { zh: '付款方式', en: 'Method' },
  endpoint: { zh: 'Endpoint', en: 'Endpoint' },
  field: { zh: '欄位', en: 'Field' },
  error: { zh: '錯誤碼', en: 'Error code' },
  place: { zh: '位置', en: 'In' },
  required: { zh: '必填', en: 'Required' },
  optional: { zh: '選填', en: 'optional' },
  yes: { zh: '必填', en: 'required' },
  type: { zh: '型別', en: 'Type' },
  meaning: { zh: '說明', en: 'Description' },
  example: { zh: '範例', en: 'Example' },
  alias: { zh: '亦可寫作', en: 'also' },
  status: { zh: '狀態碼', en: 'Status' },
  message: { zh: '訊息', en: 'Message' },
  cause: { zh: '原因', en: 'Cause' },
  fix: { zh: '處理方式', en: 'What to do' },
  index: { zh: 'API 索引', en: 'API index' },
  indexText: { zh: '所有 endpoint，依章節排列。', en: 'Every endpoint, by chapter.' },
  toSearch: { zh: '回到搜尋', en: 'Back to search' },
  toIndex: { zh: '回到索引', en: 'Back to index' },
  merchantCalls: { zh: '商戶可呼叫的 API', en: 'Merchant calls' },
  webhookReturn: { zh: 'Webhook / 返回頁', en: 'Webhook / return' },
  noticeAndPages: { zh: '通知、付款頁與健康檢查', en: 'Notice, payment page and health checks' },
  headers: { zh: 'Header', en: 'Headers' },
  request: { zh: 'Path / Query / Body', en: 'Path / query / body' },
  credentials: { zh: 'gateway_credentials', en: 'gateway_credentials' },
  samples: { zh: '範例', en: 'Samples' },
  requestExample: { zh: '請求內容', en: 'Request' },
  success: { zh: '成功回應', en: 'Success' },
  highlights: { zh: '回應重點', en: 'Key fields' },
  answerFields: { zh: '回應欄位', en: 'Answer fields' },
  answerExample: { zh: '成功回應範例', en: 'Example answer' },
  failureExample: { zh: '錯誤回應範例', en: 'Example error' },
  refusals: { zh: '錯誤碼', en: 'Error codes' },
  notes: { zh: '注意事項', en: 'Notes' },
  none: { zh: '無', en: 'none' },
  html: { zh: 'HTML 頁面，供付款人的瀏覽器使用。', en: 'An HTML page, for the payer’s browser.' },
  received: { zh: '由商戶伺服器回答任何 2xx。', en: 'Your server answers with any 2xx.' },
  demoSamples: {
    zh: '這是示範環境：範例已填入示範專案的金鑰與沙盒憑證，貼上即可執行；範例裡的 payment_no 請換成你建立的付款，version 請換成剛讀到的。',
    en: 'This is the demo: its key and the sandbox’s credentials are filled in, so each sample runs as you paste it. Where one names a payment, put in the number of yours, and for version the one that you read.',
  },
  freshOrders: {
    zh: '範例每次執行都產生新的 merchant_order_no；正式串接時請使用訂單自己的編號，重送才是同一筆。',
    en: 'The samples draw a new merchant_order_no at each run. In your shop send the order’s own number, so that a repeat is the same order.',
  },
  quickStart: { zh: '快速開始', en: 'Quick start' },
  lead: {
    zh: '一個 HTTP API，串接多家金流。建立付款、把付款人帶到 payment_url，付款成功後由 PayCore 通知你的伺服器。',
    en: 'One HTTP API for several gateways. Create a payment, send the payer to payment_url, and get a notice once it is paid.',
  },
  keyTitle: { zh: '取得 API Key', en: 'Get an API key' },
  keyText: {
    zh: '每個請求以 X-API-KEY 標頭認證。pc_test_ 開頭用於測試，pc_live_ 用於正式交易；pc_admin_ 是管理金鑰，只能設定專案，不能建立付款。它們都不是金流商店的金鑰。',
    en: 'Send it in the X-API-KEY header of every request. pc_test_… is for tests, pc_live_… for real money; pc_admin_… is a management key, which sets up the project and takes no payments. None of them is a gateway’s key.',
  },
  modeTitle: { zh: '選擇串接模式', en: 'Choose a mode' },
  modeText: {
    zh: 'All-in-One：金流帳號儲存一次，之後一個呼叫建立付款，由付款人在付款頁選擇方式、改用其他方式，只付一次。Direct Gateway：由你指定付款方式，例如商店頁面已經讓付款人選好；憑證隨請求帶上，或使用儲存的帳號。同一專案可以兩者並用；同一訂單擇一。',
    en: 'All-in-One: store your gateway accounts once; then one call creates a payment, and the payer picks the method on the page, may change it, and pays once. Direct Gateway: you name the method, say because your own checkout lets the payer choose; credentials come with the call, or are the stored ones. A project may use both, an order one of them.',
  },
  storeTitle: { zh: 'All-in-One：儲存金流帳號', en: 'All-in-One: store your gateway accounts' },
  storeText: {
    zh: '以管理金鑰儲存每個金流的憑證，只需一次；也可以用 paycore 指令。gateway_credentials 的欄位依金流而定，請見各金流章節：',
    en: 'Once for each gateway, with the management key; the paycore command does it too. The fields of gateway_credentials depend on the gateway; see its chapter:',
  },
  methodsText: {
    zh: '新帳號的付款方式隨即啟用；順序、停用與金額範圍可以設定：',
    en: 'The methods of a new account are enabled at once. To order, disable or limit them:',
  },
  linkTitle: { zh: 'All-in-One：建立付款', en: 'All-in-One: create a payment' },
  linkText: {
    zh: '把付款人帶到回應的 data.payment_url。金額以主要單位計：NT$980 是 980，US$9.99 是 "9.99"。付款成功後 payok_url 會收到通知；狀態以查詢為準，pending 不是已付款。',
    en: 'Send the payer to data.payment_url from the answer. Amounts are in major units: NT$980 is 980, US$9.99 is "9.99". payok_url gets a notice once it is paid; pending does not mean paid.',
  },
  createTitle: { zh: 'Direct：指定付款方式建立付款', en: 'Direct: create a payment by a method you name' },
  createText: {
    zh: '每個付款方式有自己的網址，金額的單位依金流而定。專案已儲存帳號時，gateway_credentials 可以不填。其餘同上：把付款人帶到 data.payment_url。',
    en: 'Each method has a URL of its own, and the unit of the amount depends on the gateway. Leave gateway_credentials out where the project has stored the account. The rest is as above: send the payer to data.payment_url.',
  },
  repeatTitle: { zh: '重送建立付款', en: 'Repeating a create' },
  repeatText: {
    zh: '沒有收到回應時，以相同內容重送即可：同一 merchant_order_no 不會有兩筆進行中的付款。回答依訂單現有的付款而定：',
    en: 'If you get no answer, send the same request again: one merchant_order_no never has two open payments. The answer depends on the payment that the order has:',
  },
  repeatState: { zh: '訂單現有的付款', en: 'The order’s payment' },
  repeatAnswer: { zh: '重送的回答', en: 'A repeated create answers' },
  twiceTitle: { zh: '重複付款', en: 'Paid twice' },
  twiceText: {
    zh: '付款人可能把兩個代碼都繳了，或在收銀台付款後又再付一次；這樣的款項無法拒收。PayCore 保留最先收到的款項，其餘記在付款的 paid_twice、received_amount 與 paid_beside，以及首頁概況的 to_return_amount。訂單只出貨一次，多收的部分請在金流後台退款。',
    en: 'A payer may pay two codes, or pay again after the cashier; nobody can refuse that money. PayCore keeps the first sum and records the rest: in the payment’s paid_twice, received_amount and paid_beside, and in the overview’s to_return_amount. Ship the order once, and refund the surplus in the gateway’s console.',
  },
  noticeTitle: { zh: '接收付款通知', en: 'Receive the notice' },
  noticeText: {
    zh: '先驗證簽章，再以 webhook-id 去除重複。完整說明：',
    en: 'Verify the signature first, then drop duplicates by webhook-id. Full description:',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

export type SiteText = keyof typeof texts;

/** Languages of the documentation. */
export const docsLocales = ['zh-tw', 'en'] as const;
export type DocsLocale = (typeof docsLocales)[number];

/** The site's texts in one language. */
export interface Words {
  readonly locale: DocsLocale;
  t(text: SiteText): string;
  say(text: LocalizedText): string;
}

export function wordsOf(locale: DocsLocale): Words {
  const say = ({ zh, en }: LocalizedText) => (locale === 'en' ? en : zh);
  return { locale, say, t: (text) => say(texts[text]) };
}
