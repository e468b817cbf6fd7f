/** A command cannot do what it was asked; the message is for the person who asked. */
export class Refused extends Error {
  /** 1 refused, 2 wrong use, 3 nothing reachable. */
  readonly exitCode: 1 | 2 | 3;
  constructor(exitCode: 1 | 2 | 3, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}
