import { fieldTable } from './field-table.ts';

const schema = {
  type: 'object',
  properties: { appid: { type: 'string', minLength: 1 }, environment: { type: 'string' } },
  required: ['appid'],
};
const meaning = { zh: '商店代號', en: 'The shop' };

describe('fieldTable', () => {
  it('joins the facts of the schema and the words', () => {
    expect(fieldTable(schema, { appid: { meaning, example: 'A1' }, environment: { meaning } })).toEqual({
      appid: { meaning, example: 'A1', schema: { type: 'string', minLength: 1 }, required: true },
      environment: { meaning, schema: { type: 'string' }, required: false },
    });
  });

  it.each([
    ['a field without words', { appid: { meaning } }],
    ['words without a field', { appid: { meaning }, environment: { meaning }, secret: { meaning } }],
  ])('refuses %s', (_what, texts) => {
    expect(() => fieldTable(schema, texts)).toThrow('Fields of schema and texts differ');
  });
});
