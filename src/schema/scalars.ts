import { GraphQLError } from "graphql";
import { parseDay } from "../time/day.ts";
import { builder } from "./builder.ts";

builder.scalarType("Date", {
  description: "Date in ISO 8601, `YYYY-MM-DD`.",
  serialize: (day) => day,
  parseValue(value) {
    const day = typeof value === "string" ? parseDay(value) : undefined;
    if (day === undefined) throw new GraphQLError(`${JSON.stringify(value)} is no ISO 8601 date`);
    return day;
  },
});

builder.scalarType("Time", {
  description: "Time in ISO 8601 with seconds and offset, for example `2023-07-28T18:34:14Z`.",
  serialize: (time) => time,
});
