/** Whether it has any field. */
export const isFilled = (fields: object): boolean => Object.keys(fields).length > 0;
