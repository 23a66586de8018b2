/** Writes one answer, as JSON, to stdout. */
export type Print = (answer: unknown) => void;
