/** The verdict on a row: values of the public `Verdict`. The value 3, wrong jurisdiction, is only used by the caller. */
export const VALID: u8 = 0;
export const MALFORMED: u8 = 1;
export const FOREIGN: u8 = 2;
