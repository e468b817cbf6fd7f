import { get } from "node:http";

// The least that a command can cost: it asks one address and prints what it is answered.
get(process.argv[2], (response) => response.pipe(process.stdout));
