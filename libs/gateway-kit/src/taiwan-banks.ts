/** The English ones are those of the banks’ own pages. */
type Names = readonly [zh: string, en: string];

/** Banks of Taiwan by the code that a payer types at the ATM: https://www.fisc.com.tw, those that hold collection accounts. */
const names: Readonly<Record<string, Names>> = {
  '004': ['台灣銀行', 'Bank of Taiwan'],
  '005': ['土地銀行', 'Land Bank of Taiwan'],
  '006': ['合作金庫', 'Taiwan Cooperative Bank'],
  '007': ['第一銀行', 'First Bank'],
  '008': ['華南銀行', 'Hua Nan Bank'],
  '009': ['彰化銀行', 'Chang Hwa Bank'],
  '011': ['上海商銀', 'Shanghai Commercial & Savings Bank'],
  '012': ['台北富邦', 'Taipei Fubon Bank'],
  '013': ['國泰世華', 'Cathay United Bank'],
  '017': ['兆豐銀行', 'Mega Bank'],
  '050': ['台灣企銀', 'Taiwan Business Bank'],
  '103': ['新光銀行', 'Shin Kong Bank'],
  '108': ['陽信銀行', 'Sunny Bank'],
  '118': ['板信銀行', 'Bank of Panhsin'],
  '803': ['聯邦銀行', 'Union Bank of Taiwan'],
  '805': ['遠東銀行', 'Far Eastern International Bank'],
  '806': ['元大銀行', 'Yuanta Bank'],
  '807': ['永豐銀行', 'Bank SinoPac'],
  '808': ['玉山銀行', 'E.SUN Bank'],
  '809': ['凱基銀行', 'KGI Bank'],
  '812': ['台新銀行', 'Taishin Bank'],
  '822': ['中國信託', 'CTBC Bank'],
};

const namesOf = (code: string): Names | undefined => (Object.hasOwn(names, code) ? names[code] : undefined);

/** In Chinese, as Taiwan's ATMs show it. */
export const bankName = (code: string): string | undefined => namesOf(code)?.[0];

/** For payers who do not read Chinese. Longer codes name a branch too. */
export const englishBankName = (code: string): string | undefined => namesOf(code.slice(0, 3))?.[1];
