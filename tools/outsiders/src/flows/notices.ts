import type { Board } from '../board.ts';
import { webhooksGo, webhooksNode, webhooksPython, type Outsider } from '../clients.ts';
import type { Stage } from '../stage.ts';

export function noticeFlows(board: Board, of: () => Stage): void {
  for (const client of [webhooksNode, webhooksPython, webhooksGo]) {
    board.flow(client, 'believes a payok notice of PayCore, not an altered one', () => verify(of(), client));
  }
}

async function verify(stage: Stage, outsider: Outsider): Promise<void> {
  const { world } = stage;
  const { paymentNo, orderNo } = await world.issued({ item_name: '折傘' });
  await world.drive(orderNo, 'paid');
  const [notice] = await world.untilNoticed(paymentNo);
  const { body = '', headers = {} } = notice ?? {};
  const check = (text: string) => stage.client(outsider).call('verify', { body: text, headers });
  expect(await check(body)).toBe(true);
  expect(await check(body.replace('980', '981'))).toBe(false);
}
