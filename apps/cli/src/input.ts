/** Bytes of a file, or of stdin where none is named: arguments would stand in the machine's list of processes. */
export type ReadInput = (file?: string) => Promise<Uint8Array>;

/** Throws an Error that quotes nothing of the text, which may be a secret. */
export async function readJson(read: ReadInput, file: string | undefined): Promise<unknown> {
  const text = new TextDecoder().decode(await read(file));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`${file ?? 'The standard input'} is not JSON.`);
  }
}
