/** What was changed last is not to be seen while the next files are loaded: the thread that runs them may be the same. */
const stryker = (globalThis as { __stryker__?: { activeMutant?: string | undefined } }).__stryker__;
if (stryker) stryker.activeMutant = undefined;
