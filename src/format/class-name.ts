const CLASS_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether a text can be the name of a class in JavaScript, apart from reserved words. */
export function isClassName(text: string): boolean {
  return CLASS_NAME.test(text);
}
