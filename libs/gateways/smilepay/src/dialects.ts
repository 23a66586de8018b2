import { secretParams, type Callback } from '@paycore/core';
import { parseFlatObject } from '@paycore/gateway-kit';
import { readProse } from './one-line.ts';

/** Fields that only SmilePay's own form has: one with neither Status nor SmilePayNO. */
export interface OwnWords {
  /** How it was paid: `A` by card, `B` ATM, `C` barcode, `E` ibon, `F` FamiPort, and others. */
  readonly classif: string | undefined;
  /** Why a card was refused; at most 100 characters. */
  readonly errdesc: string | undefined;
}

/** A callback in either dialect: SmilePay's own (Smseid, Response_id), or the contract's (SmilePayNO, Status). */
export interface Received {
  readonly dcvc: string | undefined;
  readonly dataId: string | undefined;
  readonly tradeNo: string | undefined;
  /** The amount paid; 0 where the payment failed. */
  readonly amount: string | undefined;
  /** The amount ordered. */
  readonly ordered: string | undefined;
  readonly status: string | undefined;
  readonly checksum: string | undefined;
  readonly validationToken: string | undefined;
  /** SmilePay sends forms; JSON is PayCore's own simulation of a callback, in which no money moves. */
  readonly isSimulated: boolean;
  /** Absent in the contract's dialect. */
  readonly own?: OwnWords;
}

type Fields = ReadonlyMap<string, string>;
type Form = ReadonlyMap<string, Buffer>;

/** Percent signs that encode nothing are kept, as SmilePay's own decoder does. */
function formDecode(text: string): Buffer {
  const bytes = text.replaceAll('+', ' ').replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => {
    return String.fromCharCode(Number.parseInt(hex, 16));
  });
  return Buffer.from(bytes, 'latin1');
}

/** Undefined where a field is repeated, since either may be meant. */
function readForm(body: Uint8Array): Form | undefined {
  const pairs = Buffer.from(body)
    .toString('latin1')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [formDecode(name).toString('utf8'), formDecode(value.join('='))] as const;
    });
  const fields = new Map(pairs);
  return fields.size === pairs.length ? fields : undefined;
}

const isTextOrWhole = (value: unknown) => typeof value === 'string' || Number.isInteger(value);

/** Names and remarks, in Big5, come out as nonsense; the fields that we read are ASCII. */
const textsOf = (form: Form): Fields => new Map([...form].map(([name, value]) => [name, value.toString('utf8')]));

function ownWords(form: Form): OwnWords | undefined {
  if (form.has('Status') || form.has('SmilePayNO')) return undefined;
  const errdesc = form.get('Errdesc');
  return {
    classif: form.get('Classif')?.toString('utf8') || undefined,
    errdesc: (errdesc && readProse(errdesc, 100)) || undefined,
  };
}

/** Undefined where it is not a callback. A GET is always a form. */
export function readReceived({ rawBody, method }: Pick<Callback, 'rawBody' | 'method'>): Received | undefined {
  const text = Buffer.from(rawBody).toString('utf8').trimStart();
  const isSimulated = method !== 'GET' && text.startsWith('{');
  const form = isSimulated ? undefined : readForm(rawBody);
  const fields = isSimulated ? parseFlatObject(text, isTextOrWhole) : form && textsOf(form);
  if (!fields) return undefined;
  const firstOf = (...names: string[]) => names.map((name) => fields.get(name)).find(Boolean);
  const status = firstOf('Status', 'Response_id');
  const isContradicting = status !== (firstOf('Response_id') ?? status);
  if (isContradicting) return undefined;
  const own = form && ownWords(form);
  return {
    dcvc: firstOf('Dcvc'),
    dataId: firstOf('Data_id'),
    tradeNo: firstOf('SmilePayNO', 'Smseid'),
    amount: firstOf('Amount'),
    ordered: firstOf('Purchamt'),
    status,
    checksum: firstOf('Mid_smilepay'),
    validationToken: firstOf(secretParams.validationToken),
    isSimulated,
    ...(own && { own }),
  };
}
