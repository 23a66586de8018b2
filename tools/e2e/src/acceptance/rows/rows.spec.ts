import { routes } from '../routes.ts';
import { rows } from './rows.ts';

it.each(rows)('row $number: $path is declared by its gateway as the contract has it', (row) => {
  const route = routes.find(({ path }) => path === row.path);
  const { method, currency, amount, forged, hasForm } = row;
  expect(route).toMatchObject({ method, currency, amount, forged, isByBrowser: hasForm });
  const { ack, canQuery, simulates, declines, wrongAmount } = row;
  expect(route?.profile).toMatchObject({ ack, canQuery, simulates, declines, wrongAmount });
});
