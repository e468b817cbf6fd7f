import Database from "better-sqlite3";

/** The part of the schema that the benchmark's question needs. */
export const typeDefs = `
  type CurrentLicense {
    id: ID!
    plan: String!
    startsAt: String
    usersInLicenseCount: Int
    lastSync: String
  }

  type Query {
    currentLicense: CurrentLicense
  }
`;

/** Reads the one row of the file that the benchmark has written, at every request. */
export function licenseReader() {
  const database = new Database(process.argv[2], { readonly: true });
  const read = database.prepare("SELECT * FROM current_license");
  return () => read.get();
}
