import { BASE_SIZE, ID_DIGITS } from "../../format/codec.js";

/** The digits of an ID's base: its first half. */
export const BASE_DIGITS = 2 * BASE_SIZE;
/** The digits of an ID's tag: its second half. */
export const TAG_DIGITS: number = ID_DIGITS - BASE_DIGITS;
/** Marks a character that can't be read as a digit. */
export const UNKNOWN_DIGIT = "?";
