/** What a line raises: the one exception of this room that is no bug, since the console prints it. */
export class Raised extends Error {
  /** As Ruby calls it. */
  readonly className: string;
  constructor(className: string, message: string) {
    super(message);
    this.className = className;
  }
}

/** Of a method that nil does not have. */
export const noMethod = (name: string): Raised =>
  new Raised("NoMethodError", `undefined method \`${name}' for nil:NilClass`);
