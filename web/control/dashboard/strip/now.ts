import { useEffect, useState } from "preact/hooks";
import { emulatorNow } from "../store.ts";

/** What the emulator's clock shows at this moment, in milliseconds since 1970; drawn again every second. */
export function useEmulatorNow(): number | null {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return emulatorNow();
}
