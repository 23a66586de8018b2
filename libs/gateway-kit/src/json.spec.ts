import { anyText } from '@paycore/testing';
import fc from 'fast-check';
import * as z from 'zod';
import { parseFlatObject, parseJson, parseJsonAs, parseStrictObject } from './json.ts';

describe('parseStrictObject', () => {
  it('reads an object as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText(), fc.jsonValue({ maxDepth: 30 })), (value) => {
        for (const text of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
          expect(parseStrictObject(text)).toEqual(JSON.parse(text));
        }
      }),
    );
  });

  it.each([
    '{"a":1,"a":1}',
    '{"a":1,"\\u0061":2}',
    '{"a":{"b":1,"b":2}}',
    '{"a":[{"b":1 , "b" :2}]}',
    '{"a":{"b":1},"a":2}',
    '{"__proto__":1,"__proto__":2}',
  ])('refuses a field written twice: %s', (text) => {
    expect(() => JSON.parse(text) as unknown).not.toThrow();
    expect(parseStrictObject(text)).toBeUndefined();
  });

  it('counts no colon inside a text', () => {
    const value = { 'a":': '","b":1,"b":2', c: '\\' };
    expect(parseStrictObject(JSON.stringify(value))).toEqual(value);
  });

  it.each(['', 'null', '1', '"a"', '[]', '{', '{"a":1}x', '['.repeat(9000), `{"a":${'['.repeat(9000)}`])(
    'is undefined for what is no object',
    (text) => {
      expect(parseStrictObject(text)).toBeUndefined();
    },
  );

  it('survives deep nesting and long texts', () => {
    const deep = `{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`;
    expect(parseStrictObject(deep)).toBeUndefined();
    expect(parseStrictObject(JSON.stringify({ a: '\\"'.repeat(30_000) }))).toEqual({ a: '\\"'.repeat(30_000) });
  });
});

describe('parseJson', () => {
  it('is undefined for broken text', () => {
    expect(parseJson('{"a":1')).toBeUndefined();
    expect(parseJson('[1]')).toEqual([1]);
    expect(parseJson('['.repeat(33) + ']'.repeat(33))).toBeUndefined();
    expect(parseJson('['.repeat(32) + ']'.repeat(32))).toBeDefined();
  });

  it('of a schema is undefined for another text', () => {
    const schema = z.object({ a: z.number() });
    expect(parseJsonAs(schema, '{"a":1}')).toEqual({ a: 1 });
    for (const text of ['{"a":"1"}', '{', '']) expect(parseJsonAs(schema, text)).toBeUndefined();
  });
});

describe('parseFlatObject', () => {
  const isText = (value: unknown) => typeof value === 'string';

  it('gives texts, without nulls', () => {
    expect(parseFlatObject('{"a":"x","b":null,"c":"\\"d\\": 1"}', isText)).toEqual(
      new Map([
        ['a', 'x'],
        ['c', '"d": 1'],
      ]),
    );
  });

  it.each(['{"a":1}', '{"a":{}}', '{"a":"x","a":"y"}', '["x"]', '5', 'null', '{'])('is undefined for %s', (text) => {
    expect(parseFlatObject(text, isText)).toBeUndefined();
  });
});
