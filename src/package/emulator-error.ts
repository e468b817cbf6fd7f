/** Something cannot be done. The message says what was wrong and what to do, in the words of the control API. */
export class EmulatorError extends Error {
  /** For programs: `wrong-options`, `not-started`, `graphql-errors`, `no-answer`, `stopped`, `invalid-body`, or a code of the control API. */
  readonly code: string;
  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "EmulatorError";
    this.code = code;
  }
}
