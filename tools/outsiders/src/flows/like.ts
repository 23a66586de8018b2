/** A text of that form, in what is expected. */
export const like = (form: RegExp): unknown => expect.stringMatching(form);
