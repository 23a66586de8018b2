import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Board } from './board.ts';
import { ecpayFlows } from './flows/ecpay.ts';
import { noticeFlows } from './flows/notices.ts';
import { paypalFlows } from './flows/paypal.ts';
import { recordingFlows } from './flows/recordings.ts';
import { stripeMockFlows } from './flows/stripe-mock.ts';
import { stripeFlows } from './flows/stripe.ts';
import { toolRoot } from './paths.ts';
import { prepareRuntimes, type Runtimes } from './runtimes.ts';
import { Stage } from './stage.ts';

const { PAYCORE_OUTSIDERS: prepared, STRIPE_MOCK: stripeMock = '', CI } = process.env;
if (CI && !stripeMock) throw new Error('STRIPE_MOCK does not say where stripe-mock is.');
const runtimes = prepared
  ? (JSON.parse(prepared) as Runtimes)
  : prepareRuntimes((line) => void process.stderr.write(`${line}\n`));
const board = new Board(runtimes);

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.open(runtimes);
});

afterAll(async () => {
  await stage?.close();
  process.stdout.write(`\n${board.table()}\n\n`);
});

describe('ECPay', () => {
  ecpayFlows(board, () => stage);
  recordingFlows(board, () => stage);
});
describe('PayPal', () => paypalFlows(board, () => stage));
describe('Stripe', () => {
  stripeFlows(board, () => stage);
  stripeMockFlows(board, () => stage, stripeMock);
});
describe("PayCore's notices", () => noticeFlows(board, () => stage));

it('README.md has this table', () => {
  const readme = readFileSync(join(toolRoot, 'README.md'), 'utf8');
  expect(readme).toContain(board.table(() => 'passes'));
});
