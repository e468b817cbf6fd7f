import { doctorMatrix, matrixInWords } from "./matrix.ts";

/** `npm run doctor:matrix`: what the doctor finds in every network that the lab can make. */
const findings = await doctorMatrix({ times: 3, lanes: 8 });
process.stdout.write(`${matrixInWords(findings)}\n`);
process.exitCode = findings.every(({ layer, found }) => layer === found) ? 0 : 1;
