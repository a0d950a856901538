const CLASS_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Whether a text can be a class name in JavaScript, apart from reserved words. */
export function isClassName(text: string): boolean {
  return CLASS_NAME.test(text);
}
