const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value);

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => kindOf(value) === 'object';

/** Where an answer has other fields than the model's, or fields of another kind: `OrderInfo.TradeAmt: text, not number`. */
export function unlike(answer: Json, model: Json, path = ''): readonly string[] {
  const names = [...new Set([...Object.keys(answer), ...Object.keys(model)])];
  return names.flatMap((name) => {
    const where = path + name;
    if (!(name in answer)) return [`${where}: missing`];
    if (!(name in model)) return [`${where}: not in the model`];
    const [is, shall] = [answer[name], model[name]];
    if (isObject(is) && isObject(shall)) return unlike(is, shall, `${where}.`);
    return kindOf(is) === kindOf(shall) ? [] : [`${where}: ${kindOf(is)}, not ${kindOf(shall)}`];
  });
}
