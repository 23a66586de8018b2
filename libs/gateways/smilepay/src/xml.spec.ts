import fc from 'fast-check';
import { parseSmilePay } from './xml.ts';

const bytes = (text: string) => Buffer.from(text);
const utf8 = (content: string) => bytes(`<?xml version="1.0" encoding="UTF-8"?>\n<SmilePay>${content}</SmilePay>`);

it('reads UTF-8, with a byte order mark, without a declaration, with blanks around', () => {
  const document = { Status: '1', Desc: '成功', Data_id: '0012' };
  const content = '<Status>1</Status><Desc>成功</Desc><Data_id>0012</Data_id>';
  const texts = [`<?xml version='1.0' encoding='utf-8' ?><SmilePay>${content}</SmilePay>`];
  texts.push(`\ufeff${texts[0]}`, `<SmilePay>${content}</SmilePay>`, `\r\n<SmilePay>${content}</SmilePay>\r\n`);
  for (const text of texts) expect(parseSmilePay(bytes(text))).toEqual(document);
});

it('reads Big5, and what is not in Big5 spoils only its own element', () => {
  const head = '<?xml version="1.0" encoding="big5"?><SmilePay><Status>1</Status><Desc>';
  const tail = '</Desc><IbonNo>SL0001</IbonNo></SmilePay>';
  const document = (desc: number[]) => Buffer.concat([bytes(head), Buffer.from(desc), bytes(tail)]);
  expect(parseSmilePay(document([0xa6, 0xa8, 0xa5, 0x5c]))).toEqual({ Status: '1', Desc: '成功', IbonNo: 'SL0001' });
  expect(parseSmilePay(document([0xff, 0xff]))).toMatchObject({ Status: '1', IbonNo: 'SL0001' });
});

it.each([
  ...['big5', 'Big5', 'BIG-5', 'x-big5', 'x-x-big5', 'cn-big5', 'csBig5', 'Big5-HKSCS', 'Big5_ETen'],
  ...['CP950', 'cp-950', 'MS950', 'MS950_HKSCS', 'windows-950', 'x-windows-950', 'IBM950'],
])('reads Big5 under the name %s', (name) => {
  const head = bytes(`<?xml version="1.0" encoding="${name}"?><SmilePay><Desc>`);
  const document = Buffer.concat([head, Buffer.from([0xa6, 0xa8, 0xa5, 0x5c]), bytes('</Desc></SmilePay>')]);
  expect(parseSmilePay(document)).toEqual({ Desc: '成功' });
});

it.each(['UTF-8', 'utf8', 'UTF_8', 'Utf-8', 'unicode-1-1-utf-8', 'x-unicode20utf8', 'CP65001'])(
  'reads UTF-8 under the name %s',
  (name) => {
    const document = `<?xml version="1.0" encoding='${name}' standalone="yes"?><SmilePay><Desc>成功</Desc></SmilePay>`;
    expect(parseSmilePay(bytes(document))).toEqual({ Desc: '成功' });
  },
);

it('leaves entities unread and numbers as written', () => {
  const document = parseSmilePay(utf8('<Desc>a &amp; b &#65;</Desc><AtmNo>0080000000001e5</AtmNo>'));
  expect(document).toEqual({ Desc: 'a &amp; b &#65;', AtmNo: '0080000000001e5' });
});

const bomb = Array.from({ length: 12 }, (_, at) => `<!ENTITY b${at} "${`&b${at - 1};`.repeat(10)}">`).join('');

it.each([
  [
    'an external entity',
    '<!DOCTYPE SmilePay [<!ENTITY x SYSTEM "file:///etc/passwd">]><SmilePay><Desc>&x;</Desc></SmilePay>',
  ],
  ['an external DTD', '<!DOCTYPE SmilePay SYSTEM "http://evil.test/x.dtd"><SmilePay><Status>1</Status></SmilePay>'],
  ['a billion laughs', `<!DOCTYPE SmilePay [<!ENTITY b-1 "ha">${bomb}]><SmilePay><Desc>&b11;</Desc></SmilePay>`],
  ['a doctype in small letters', '<!doctype SmilePay []><SmilePay><Status>1</Status></SmilePay>'],
  ['a parameter entity', '<SmilePay><!ENTITY % x "y"><Status>1</Status></SmilePay>'],
  ['deep nesting', `<SmilePay>${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}</SmilePay>`],
  ['another root', '<Other><Status>1</Status></Other>'],
  ['two roots', '<SmilePay><Status>1</Status></SmilePay><SmilePay><Status>1</Status></SmilePay>'],
  ['no end', '<SmilePay><Status>1</Status>'],
  ['crossed elements', '<SmilePay><a><b></a></b></SmilePay>'],
  ['text only', 'Status=1'],
  ['nothing', ''],
  ['JSON', '{"SmilePay":{"Status":"1"}}'],
  ['UTF-16', '<?xml version="1.0" encoding="UTF-16"?><SmilePay><Status>1</Status></SmilePay>'],
  ['UTF-7', '<?xml version="1.0" encoding="utf-7"?><SmilePay><Status>1</Status></SmilePay>'],
  ['UTF-85', '<?xml version="1.0" encoding="UTF-85"?><SmilePay><Status>1</Status></SmilePay>'],
  ['GBK', '<?xml version="1.0" encoding="GBK"?><SmilePay><Status>1</Status></SmilePay>'],
])('takes %s for no answer', (_, text) => {
  const document = parseSmilePay(bytes(text)) as { Status?: unknown } | undefined;
  expect(document?.Status).not.toBe('1');
});

it('tells an element that stands twice from one that stands once', () => {
  expect(parseSmilePay(utf8('<Status>1</Status><Status>-1</Status>'))).toEqual({ Status: ['1', '-1'] });
});

it('lets no element reach a prototype', () => {
  parseSmilePay(utf8('<__proto__><polluted>1</polluted></__proto__><constructor><polluted>1</polluted></constructor>'));
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

it('never throws', () => {
  const any = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'<>/&;!?SmilePay="\'-[] \n'), maxLength: 200 }).map(bytes),
    fc.string().map((text) => utf8(`<Desc>${text}</Desc>`)),
  );
  fc.assert(
    fc.property(any, (text) => void parseSmilePay(text)),
    { numRuns: 500 },
  );
});
