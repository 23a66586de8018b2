import type { Texts } from './zh-tw.ts';

export const ja: Texts = {
  secure: '安全なお支払いページ',
  testing: 'テスト環境です。実際のお支払いは発生しません',
  language: '言語',
  paymentNo: '決済番号',
  item: '商品',
  orderNo: '注文番号',
  amount: 'お支払い金額',
  total: '金額',
  support: 'お困りですか？ショップへのお問い合わせ：',
  leaving: '{{seconds}} 秒後にショップへ戻ります。',
  stay: 'このページにとどまる',
  stayed: '自動で戻るのを取り消しました。',
  backToShop: 'ショップに戻る',
  later: 'あとで支払う（ショップに戻る）',
  cancel: '支払わずにショップに戻る',
  method: 'お支払い方法',
  via: '決済サービス',
  onPhone: 'スマートフォンで続ける',
  onPhoneHint: 'スマートフォンで読み取ると、このページが開きます。',
  waiting: 'お支払いをお待ちしています。確認できると、このページは自動的に更新されます。',
  waitingWithoutScript: 'このページは {{seconds}} 秒ごとに再読み込みされます。',
  offline: '接続が切れました。復旧すると、このページは自動的に更新されます。',
  copy: 'コピー',
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした。番号を長押しして選択してください',

  accountTitle: 'ATM・銀行振込でのお支払い',
  accountLead: '期限までに、次の口座へお振り込みください。',
  bank: '銀行',
  bankCode: '銀行コード',
  account: '振込先口座番号',
  copyAccount: '口座番号をコピー',
  copyAmount: '金額をコピー',
  exactAmount: 'ちょうど {{amount}} をお振り込みください。',
  deadline: 'お支払い期限',
  left: '残り {{time}}',
  taipeiTime: '台北時間',
  steps: 'お支払い方法',
  accountStep1: 'インターネットバンキングや銀行アプリ、または台湾の ATM で「振込」（轉帳）を選択します。',
  accountStep2: '銀行コードと口座番号を入力します。金額はお支払い金額と完全に一致させてください。',
  accountStep2WithoutBank: '口座番号を入力します。金額はお支払い金額と完全に一致させてください。',
  accountStep3: '振込を完了します。この口座番号は今回のご注文専用で、1 回のみご利用いただけます。',

  formTitle: 'お支払いへ進む',
  formLead:
    '{{gateway}} に移動します。移動先でお支払い方法をお選びください。移動しない場合は、ボタンを押してください。',
  formMethodLead: '{{gateway}} に移動し、{{method}}でお支払いいただきます。移動しない場合は、ボタンを押してください。',
  formBrandLead: '{{gateway}} に移動してお支払いいただきます。移動しない場合は、ボタンを押してください。',
  formBackLead:
    'お支払いページから離れました。すでにお支払い済み、または番号を取得済みの場合は、再度お支払いにならないでください。このページは自動的に更新されます。まだの場合は、ボタンを押して続けてください。',
  formOutLead:
    'お支払いページは以前に開かれています。すでにお支払い済み、または番号を取得済みの場合は、再度お支払いにならないでください。このページは自動的に更新されます。まだの場合は、ボタンを押して続けてください。',
  formFailed:
    '現在、お支払いページを開けません。しばらくしてからもう一度ボタンを押してください。それでも開けない場合は、ショップにお問い合わせください。',
  formButton: '{{gateway}} で支払う',
  formNotNow: 'このお支払いに戻る',

  redirectBackLead:
    'お支払いページから離れました。お支払いに同意済みの場合は、確認後にこのページが自動的に更新されます。まだの場合は、ボタンを押して続けてください。',
  redirectDeclined:
    '前回のお支払いは完了せず、請求は発生していません。ボタンを押して、別のお支払い方法でもう一度お試しください。',

  elementTitle: 'お支払い',
  elementLead:
    '「支払う」を押し、画面の案内に沿ってお進みください。入力内容は決済事業者に直接送信され、ショップには渡りません。',
  elementBackLead: 'お支払いを確認しています。確認できると、このページは自動的に更新されます。',
  elementDeclinedLead:
    'お支払いは完了せず、請求は発生していません。もう一度お試しいただくか、別の方法でお支払いください。',
  elementAgain: 'まだお支払いでない場合：もう一度支払う',
  elementForm: 'お支払い情報',
  elementPay: '支払う',
  elementFailed: 'お支払いは完了しませんでした。もう一度お試しください。',
  elementUnfinished: 'お支払いはまだ完了していません。もう一度お試しください。',
  elementUnloaded: 'お支払いフォームを読み込めませんでした。接続を確認して、このページを再読み込みしてください。',
  elementNeedsScript:
    'このお支払い方法には JavaScript が必要です。有効にしてから、このページを再読み込みしてください。',

  chooseTitle: 'お支払い方法の選択',
  chooseLead: 'お支払い方法を 1 つお選びください。',
  chooseOneLead: 'お支払いに進みます。移動しない場合は、ボタンを押してください。',
  chooseOneAgainLead: 'ボタンを押してお支払いください。',
  chooseChoiceLead: '選択してから、ボタンを押してください。',
  chooseMethods: 'お支払い方法',
  chooseOneButton: '{{method}}で支払う',
  chooseUntil: 'お支払い期限',
  chooseRefused: 'ご利用いただけませんでした。別の方法をお選びください',
  chooseBack: '変更せず、現在のお支払い方法に戻る',
  chooseOut:
    'お支払いページは以前に開かれています。すでにお支払い済み、または番号を取得済みの場合は、再度お支払いにならないでください。このページは自動的に更新されます。',
  chooseCodes:
    'すでに発行された番号でも引き続きお支払いいただけます。別の方法でお支払いの場合は、その番号では支払わないでください。',
  chooseFull:
    'お支払い可能な番号が {{count}} 件あるため、新しい番号は発行できません。いずれか 1 件でお支払いいただくか、カードなど番号の要らない方法をお選びください。',
  gatewayPage: '{{gateway}} のページで',
  chooseOther: '別の方法で支払う',
  leavingCode: '別の方法を選んでも、この番号は期限までお支払いに使えます。二重にお支払いにならないようご注意ください。',
  spentHint: 'お支払い方法の選択回数が上限に達したため、これ以上変更できません。',
  choice: '選択',
  choice_cvs_type: 'コンビニ',
  choice_cvs_type_ibon: '7-ELEVEN（ibon）',
  choice_cvs_type_fami: 'FamilyMart（FamiPort）',
  declinedAlert:
    '前回のお支払いは完了せず、請求は発生していません。もう一度お試しいただくか、別の方法をお選びください。',
  refusedAlert: '選択したお支払い方法はご利用いただけず、請求は発生していません。別の方法をお選びください。',
  unfitAlert: '選択した方法はこのお支払いにはご利用いただけません。別の方法をお選びください。',
  failedAlert:
    '選択したお支払い方法に現在接続できません。請求は発生していません。しばらくしてからお試しいただくか、別の方法をお選びください。',
  checkingAlert:
    '先ほどのお支払いを確認中のため、お支払い方法を変更できません。再度お支払いにならないでください。このページは自動的に更新されます。',
  stuckAlert:
    '現在、お支払い方法を変更できません。請求は発生していません。しばらくしてからお試しいただくか、現在の方法でお支払いください。',
  codesAlert: 'お支払い可能な番号が上限に達したため、新しい番号は発行できません。',
  yourCodes: '発行済みのお支払い番号',
  yourCodesLead: 'いずれも期限までお支払いいただけます。お支払いはいずれか 1 件のみにしてください。',
  yourCodesShow: '（詳細を表示）',
  yourCodesUntil: '期限 {{time}}（台北時間）',
  codesTitle: 'お支払いに使える番号',
  spentTitle: 'これ以上お支払い方法を選択できません',
  spentText:
    'お支払い方法の選択回数が上限に達しました。お支払い済みの場合は、再度お支払いにならないでください。このページは自動的に更新されます。まだの場合は、ショップにお問い合わせください。',
  unofferedTitle: '現在ご利用いただけるお支払い方法がありません',
  unofferedText:
    'この金額に使えるお支払い方法が現在ありません。しばらくしてからお試しいただくか、ショップにお問い合わせください。',
  method_credit: 'クレジットカード',
  method_atm: 'ATM・銀行振込',
  method_cvs: 'コンビニ払い（番号）',
  method_barcode: 'コンビニ払い（バーコード）',
  method_all: 'その他のお支払い方法',
  method_checkout: 'PayPal',
  method_alipay: 'Alipay（支付宝）',
  method_wechat: 'WeChat Pay',
  'method_wechat-pay': 'WeChat Pay',
  method_grabpay: 'GrabPay',
  method_promptpay: 'PromptPay',
  method_paynow: 'PayNow',
  method_fpx: 'FPX オンラインバンキング',

  codeTitle: 'コンビニでのお支払い',
  codeLead: '期限までに、台湾のコンビニで次の番号を使ってお支払いください。',
  code: 'お支払い番号',
  copyCode: 'お支払い番号をコピー',
  codeUrl: 'この番号でのお支払い手順を見る',
  codeLeadChain: '期限までに、{{chain}} の {{kiosk}} でお支払いください。この番号は他のコンビニでは使えません。',
  codeLeadChains: '期限までに、{{chains}}の店内端末でお支払いください。',
  codeStep1Chains: '店内の端末で、次のように選択します。',
  chain_ibon: '7-ELEVEN',
  chain_fami: 'FamilyMart',
  chain_hilife: 'Hi-Life',
  chain_ok: 'OK mart',
  kiosk_ibon: '7-ELEVEN の ibon：「番号入力」（代碼輸入）。',
  kiosk_fami: 'FamilyMart の FamiPort：「支払い」（繳費）→「番号でのお支払い」（代碼繳費）を選び、規約に同意します。',
  kiosk_hilife: 'Hi-Life の Life-ET：「支払い」（繳費・代收）→「番号入力」（代碼輸入）を選び、規約に同意します。',
  kiosk_ok:
    'OK mart の OK.go：「支払い」（繳費）→「ネット取引」（網路交易）→「番号でのお支払い」（代碼繳費）を選び、規約に同意します。',
  codeStep1: '店内の端末で「番号でのお支払い」（代碼繳費）を選択します。',
  codeStep2: '番号を入力し、金額を確認して払込票を印刷します。',
  codeStep3: '払込票をレジに提示してお支払いのうえ、領収書を保管してください。',

  barcodeTitle: 'コンビニでのバーコード払い',
  barcodeLead:
    '期限までに、台湾のコンビニのレジでこのページを提示し、3 つのバーコードを順番に読み取ってもらってください。',
  barcodeLeadChains:
    '期限までに、{{chains}}のレジでこのページを提示し、3 つのバーコードを順番に読み取ってもらってください。',
  barcodes: 'お支払い用バーコード',
  barcodeAlone: '（これだけを大きく表示）',
  barcodeAll: 'すべてのバーコードを表示',
  barcodeOf: 'バーコード {{number}}／{{count}}',
  barcodeBright: '読み取りの際は、画面を最も明るくし、拡大・縮小しないでください。',
  copyPage: 'ページの URL をコピー',
  copiedPage: 'URL をコピーしました',
  copyPageFailed: 'コピーできませんでした。ブラウザのアドレスバーからコピーしてください',
  barcodeStep1:
    'スマートフォンでこのページを開き、レジへお持ちください。別の端末で開くには、このページの URL をコピーします。',
  barcodeStep2: '3 つのバーコードを上から順に読み取ってもらい、金額を確認してお支払いください。',
  barcodeStep3:
    '領収書を保管してください。入金の確認には少し時間がかかります。確認後、このページは自動的に更新されます。',
  barcodeIntro: 'バーコード払いについて',

  paidTitle: 'お支払いが完了しました',
  paidText: 'お支払いを確認しました。ありがとうございます。',
  paidAt: 'お支払い日時',
  tradeNo: '取引番号',
  paidTwice:
    'このご注文は二重に支払われており、ショップに通知済みです。2 件目のお支払いについては、ショップにお問い合わせください。',
  paidBesideTitle: 'お支払い済みです。再度お支払いにならないでください',
  paidBesideText: 'このご注文は、別のお支払いで支払われています。',
  deadCode: '使用しないでください',
  failedTitle: 'お支払いは完了していません',
  failedText: 'このお支払いは完了できなくなりました。お支払いにならず、ショップで改めてご注文ください。',
  expiredTitle: 'お支払い期限を過ぎました',
  expiredText:
    'これ以上お支払いにならないでください。期限内にお支払い済みの場合は、入金が確認できるとこのページが自動的に更新されます。',
  lateText:
    'これ以上お支払いにならないでください。期限内にお支払い済みの場合、確認に {{time}}（台北時間）までかかることがあります。その後、このページは自動的に更新されます。',
  earlierCode:
    '以前に発行された番号でお支払い済みですか？再度お支払いにならないでください。確認に {{time}}（台北時間）までかかることがあります。その後、このページは自動的に更新されます。',
  creatingTitle: 'お支払いの準備中です',
  creatingText: '少々お待ちください。準備ができると自動的に表示されます。',
  awaitedTitle: 'お支払いを確認しています',
  awaitedText:
    'お支払い済みの場合は、再度お支払いにならないでください。確認できると、このページは自動的に更新されます。',
  awaitedTryAgain: 'まだお支払いでない場合は、{{time}}（台北時間）以降に、このページでもう一度お試しいただけます。',
  exhaustedTitle: 'お支払いページを開けなくなりました',
  exhaustedText:
    'お支払いページを開いた回数が上限に達しました。お支払い済みの場合は、再度お支払いにならないでください。このページは自動的に更新されます。まだの場合は、ショップにお問い合わせください。',
  pendingTitle: 'お支払い待ち',
  pendingText: 'お支払いが確認できると、このページは自動的に更新されます。',

  missingTitle: 'お支払いページが見つかりません',
  missingText: 'リンクが不完全か、有効でなくなっている可能性があります。ショップからもう一度開いてください。',
  unavailableTitle: '現在ご利用いただけません',
  unavailableText: 'システムが混み合っています。このページは自動的に再試行します。お支払いへの影響はありません。',

  brokenTitle: 'お支払い情報を表示できません',
  brokenText: 'このお支払いの情報を表示できません。お支払いにならず、ショップにお問い合わせください。',

  replacedTitle: 'このご注文はお支払い済みか、別のお支払いに変更されています',
  replacedText: '同じご注文の別のお支払いに切り替わりました。このお支払いの請求は発生していません。',

  demoTitle: 'デモ',
  demoText: 'これは模擬のお支払いです。実際の銀行やお金は関係しません。',
  demoLink: '模擬レジで支払う',
};
