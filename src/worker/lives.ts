/** The lives of an instance: a reset begins another one, and a stop ends the last. */
export function lives() {
  let present: symbol | undefined = Symbol();
  return {
    /** Watches for the end of the present life; after a stop there is none, and it is over from the start. */
    watch() {
      const mine = present;
      return () => mine === undefined || mine !== present;
    },
    startOver() {
      present = present && Symbol();
    },
    end() {
      present = undefined;
    },
  };
}
