/** Banks of Taiwan by the code that a payer types at the ATM: https://www.fisc.com.tw, those that hold collection accounts. */
const names: Readonly<Record<string, string>> = {
  '004': '台灣銀行',
  '005': '土地銀行',
  '006': '合作金庫',
  '007': '第一銀行',
  '008': '華南銀行',
  '009': '彰化銀行',
  '011': '上海商銀',
  '012': '台北富邦',
  '013': '國泰世華',
  '017': '兆豐銀行',
  '050': '台灣企銀',
  '103': '新光銀行',
  '108': '陽信銀行',
  '118': '板信銀行',
  '803': '聯邦銀行',
  '805': '遠東銀行',
  '806': '元大銀行',
  '807': '永豐銀行',
  '808': '玉山銀行',
  '809': '凱基銀行',
  '812': '台新銀行',
  '822': '中國信託',
};

export const bankName = (code: string): string | undefined => (Object.hasOwn(names, code) ? names[code] : undefined);
