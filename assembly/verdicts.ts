/** What is said of a row. The numbers are those of the public `Verdict`; 3, wrong jurisdiction, is only ever the caller's. */
export const VALID: u8 = 0;
export const MALFORMED: u8 = 1;
export const FOREIGN: u8 = 2;
