import { shell } from '@paycore/http';
import { createMetrics } from '@paycore/monitoring';
import { fakeLog } from '@paycore/testing';
import request from 'supertest';
import { pageAddresses } from './page-addresses.ts';

const paymentNo = 'PAY202606220001ABCDEFGH';
const page = `/zh-tw/pay/${paymentNo}?token=3q2-7wXk`;

const app = shell({
  name: 'api',
  log: fakeLog(),
  metrics: createMetrics(),
  ready: async () => true,
  routes: (express) => {
    pageAddresses(express);
    express.all('/{*rest}', (req, res) => void res.json({ at: req.url }));
  },
});

const openly = (path: string, languages = '') => request(app).get(path).set('Accept-Language', languages);

describe('an altered address of a page', () => {
  it.each([
    [page.replace('zh-tw', 'zh-TW'), page],
    [page.replace('zh-tw', 'zh_TW'), page],
    [page.replace('zh-tw', 'zh'), page],
    [page.replace('zh-tw', 'EN'), page.replace('zh-tw', 'en')],
    [page.replace('zh-tw', 'en-us'), page.replace('zh-tw', 'en')],
    [page.replace('zh-tw', 'ja-JP'), page.replace('zh-tw', 'ja')],
    [`${page}。`, page],
    [`${page}%E3%80%82`, page],
    [`${page}%EF%BC%89%e3%80%82`, page],
    [`${page}).`, page],
    [`/zh-tw/pay/${paymentNo}%E3%80%82?token=3q2-7wXk`, page],
    [`${page}&attempt=2&back=1。`, `${page}&attempt=2&back=1`],
    [`/zh_TW/pay/${paymentNo}/status?token=3q2-7wXk`, `/zh-tw/pay/${paymentNo}/status?token=3q2-7wXk`],
    [`/zh-TW/pay/${paymentNo}/attempts`, `/zh-tw/pay/${paymentNo}/attempts`],
    [
      `/EN/payment/paypal/return/${paymentNo}?token=A&PayerID=B.`,
      `/en/payment/paypal/return/${paymentNo}?token=A&PayerID=B.`,
    ],
  ])('%s leads to %s', async (path, to) => {
    const { status, headers } = await openly(encodeURI(decodeURI(path)));
    expect([status, headers['location']]).toEqual([301, to]);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect((await openly(to)).body).toMatchObject({ at: to });
  });

  it('is handled where it is, when a form is posted to it', async () => {
    const { status, body } = await request(app).post(page.replace('zh-tw', 'zh_TW')).send('a=1');
    expect([status, body.at]).toEqual([200, page]);
  });

  it.each([
    page,
    page.replace('zh-tw', 'fr'),
    `/api/pay/${paymentNo}.`,
    '/zh-TW/docs',
    '//zh-TW/pay/x',
    `/zh-tw/payment/plus/return/${paymentNo}?sign=A.`,
  ])('%s is left as it is', async (path) => {
    expect((await openly(path)).body).toMatchObject({ at: path });
  });
});

describe('an address without a language', () => {
  it.each([
    ['ja,en;q=0.5', 'ja'],
    ['fr-FR,fr;q=0.9,vi;q=0.8,en;q=0.7', 'vi'],
    ['en;q=0.5,zh-CN;q=0.9', 'zh-cn'],
    ['zh-Hant-HK', 'zh-tw'],
    ['*', 'zh-tw'],
    ['fr', 'zh-tw'],
    ['', 'zh-tw'],
  ])('leads the browser of %j to %s', async (languages, locale) => {
    const { status, headers } = await openly(page.replace('/zh-tw', ''), languages);
    expect([status, headers['location'], headers['vary']]).toEqual([
      303,
      page.replace('zh-tw', locale),
      expect.stringContaining('Accept-Language'),
    ]);
  });
});
