import fc from 'fast-check';
import { judgeAddress } from './address.ts';
import { urlRefusals } from './target.ts';

// Ranges from IANA's special-purpose registries, written out here so that the parser's own table is checked too.
const closedV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '255.255.255.255/32',
] as const;

const closedV4Address = fc.constantFrom(...closedV4).chain((range) => {
  const [network = '', bits = ''] = range.split('/');
  const size = 2 ** (32 - Number(bits));
  const first = network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return fc.integer({ min: 0, max: size - 1 }).map((offset) => first + offset);
});

const octets = (value: number) => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255] as const;
const dotted = (value: number) => octets(value).join('.');
const hex = (value: number, digits = 4) => value.toString(16).padStart(digits, '0');
const groups = (value: number) => `${hex(value >>> 16)}:${hex(value & 0xffff)}`;

const spellings = (value: number): string[] => {
  const [a, b, c, d] = octets(value);
  const octal = [a, b, c, d].map((octet) => `0${octet.toString(8)}`).join('.');
  const hexes = [a, b, c, d].map((octet) => `0x${octet.toString(16)}`).join('.');
  return [
    dotted(value),
    `${dotted(value)}.`,
    String(value),
    `0x${hex(value, 8)}`,
    `0${value.toString(8)}`,
    octal,
    hexes,
    `${a}.${value & 0xffffff}`,
    `${a}.${b}.${value & 0xffff}`,
    `0x${a.toString(16)}.${b}.0${c.toString(8)}.${d}`,
  ];
};

const embeddings = (value: number): string[] => [
  `::ffff:${dotted(value)}`,
  `::ffff:${groups(value)}`,
  `0:0:0:0:0:ffff:${groups(value)}`,
  `::${groups(value)}`,
  `::ffff:0:${groups(value)}`,
  `64:ff9b::${groups(value)}`,
  `64:ff9b::${dotted(value)}`,
  `64:ff9b:1::${groups(value)}`,
  `64:ff9b:1:ffff::${groups(value)}`,
  `2002:${groups(value)}::`,
  `2002:${groups(value)}::1`,
  `2001:0:${groups(value)}::`,
  `2001:0:4136:e378:8000:63bf:${groups(~value >>> 0)}`,
  `2a00:1450:4001:81b:0:5efe:${groups(value)}`,
  `2a00:1450:4001:81b:200:5efe:${groups(value)}`,
];

describe('judgeAddress', () => {
  it.each(closedV4)('closes both ends of %s', (range) => {
    const [network = '', bits = ''] = range.split('/');
    const first = network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
    expect(judgeAddress(dotted(first), [])).toBe('forbidden');
    expect(judgeAddress(dotted(first + 2 ** (32 - Number(bits)) - 1), [])).toBe('forbidden');
  });

  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '9.255.255.255',
    '11.0.0.0',
    '100.63.255.255',
    '100.128.0.0',
    '126.255.255.255',
    '128.0.0.0',
    '169.253.255.255',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.255.255',
    '198.17.255.255',
    '198.20.0.0',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2404:6800:4012::200e',
  ])('lets %s pass', (ip) => {
    expect(judgeAddress(ip, [])).toBe('public');
  });

  it.each([
    '::',
    '::1',
    'fc00::1',
    'fdff:ffff::1',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'ff02::1',
    'ff0e::1',
    '100::1',
    '100:0:0:1::1',
    '5f00::1',
    '2001:db8::1',
    '3fff::1',
    '2001:2::1',
    '2001:20::1',
    '4000::1',
    'e000::1',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
    '2002:808:808::1',
  ])('closes %s', (ip) => {
    expect(judgeAddress(ip, [])).toBe('forbidden');
  });

  it.each(['', 'localhost', '127.1', '8.8.2056', '010.8.8.8', '0x8.8.8.8', '2606:4700::1%eth0', '8.8.8.8 ', '[::1]'])(
    'closes %j, which is no canonical address',
    (ip) => {
      expect(judgeAddress(ip, [])).toBe('forbidden');
    },
  );

  it('closes every address of a closed IPv4 range in every IPv6 form that embeds it', () => {
    fc.assert(
      fc.property(closedV4Address, (value) => {
        for (const ip of embeddings(value)) expect([ip, judgeAddress(ip, ['0.0.0.0/0'])]).toEqual([ip, 'forbidden']);
      }),
    );
  });

  it('closes every address of a closed IPv4 range in every spelling a URL knows', () => {
    fc.assert(
      fc.property(closedV4Address, (value) => {
        expect(judgeAddress(dotted(value), [])).toBe('forbidden');
        for (const host of [...spellings(value), ...embeddings(value).map((ip) => `[${ip}]`)])
          expect([host, urlRefusals([])(`http://${host}:8080/pay`)?.reason]).toEqual([host, 'private_address']);
      }),
    );
  });
});

describe('the allow-list at an address', () => {
  it('opens what a range of the same family covers', () => {
    expect(judgeAddress('127.9.9.9', ['127.0.0.0/8'])).toBe('allowed');
    expect(judgeAddress('::1', ['::1/128'])).toBe('allowed');
    expect(judgeAddress('10.0.0.1', ['127.0.0.0/8'])).toBe('forbidden');
    expect(judgeAddress('::1', ['127.0.0.0/8'])).toBe('forbidden');
    expect(judgeAddress('8.8.8.8', ['8.8.8.8'])).toBe('public');
  });

  it('opens an embedding form only by naming that form', () => {
    expect(judgeAddress('::ffff:127.0.0.1', ['127.0.0.0/8', '127.0.0.1'])).toBe('forbidden');
    expect(judgeAddress('64:ff9b::808:808', ['64:ff9b::/96'])).toBe('allowed');
  });

  it('holds an entry with a port to that port', () => {
    expect(judgeAddress('127.0.0.1', ['127.0.0.1:4003'], 4003)).toBe('allowed');
    expect(judgeAddress('127.0.0.1', ['127.0.0.1:4003'], 4004)).toBe('forbidden');
    expect(judgeAddress('127.0.0.1', ['127.0.0.1:4003'])).toBe('forbidden');
    expect(judgeAddress('::1', ['[::1]:4003'], 4003)).toBe('allowed');
  });

  it('never opens what a zone id hides', () => {
    expect(judgeAddress('fe80::1%eth0', ['fe80::/10'])).toBe('forbidden');
  });
});
