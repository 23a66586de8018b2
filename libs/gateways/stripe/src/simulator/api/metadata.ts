import { textsAt, type Fields } from './form.ts';
import { invalid } from './refusal.ts';

const maxKeys = 50;

/** https://docs.stripe.com/api/metadata: 50 keys, names of 40 characters, values of 500. */
export function readMetadata(fields: Fields): Readonly<Record<string, string>> {
  const metadata = textsAt(fields, 'metadata') ?? {};
  const { length } = Object.keys(metadata);
  if (length > maxKeys) {
    const message = `Metadata can have up to ${maxKeys} keys, but you've set ${length}.`;
    throw invalid(message, 'parameter_invalid', 'metadata');
  }
  for (const [name, value] of Object.entries(metadata)) {
    const param = `metadata[${name}]`;
    if (name.length > 40) {
      throw invalid(`Invalid key: ${name} must be a string under 40 characters`, 'parameter_invalid', param);
    }
    if (value.length > 500) {
      throw invalid(`Invalid val: ${value} must be a string under 500 characters`, 'parameter_invalid', param);
    }
  }
  return metadata;
}
