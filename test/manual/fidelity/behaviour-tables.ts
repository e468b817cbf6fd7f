/** The tables in which the behaviour documents say how the real system behaves: their rows' ids, in their order. */
export const behaviourTables = {
  instance: [
    { about: "The activation mutation", rows: "M1 M2 M3 M4 M5 M6" },
    { about: "What an activation does", rows: "S1 S2 S3 S4 S5 S6 S7 S8 S9 S10 S11" },
    { about: "Queries", rows: "Q1 Q2 Q3 Q4 Q5 Q6 Q7 Q8" },
    { about: "Removal", rows: "D1 D2 D3 D4 D5 D6 D7" },
    { about: "Which license is stored, and which is current", rows: "L1 L2 L3 L4 L5 L6 L7 L8 L9" },
    {
      about: "REST license API",
      rows: "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 R13 R14 R15",
    },
    { about: "What the admin pages send", rows: "C1 C2 C3 C4 C5 C6 C7" },
    {
      about: "The subscription page in a browser",
      rows: "E1 E2 E3 E4 E5 E6 E7 E8 E9 E10 E11 E12 E13",
    },
    { about: "GraphQL over HTTP", rows: "H1 H2 H3 H4 H5 H6 H7 H8 H9 H10 H11 H12" },
  ],
  licensing: [
    {
      about: "Seat limit and expiry of a new license",
      rows: "V01 V02 V03 V04 V05 V06 V08 V10 V11 V13 V14 V15 V17 V19 V21 V22 V24 V25 V27 V28 V29 V30 V35 V37 V38 V40 V41 V42 V43 V44 V45 V47 V49 V50",
    },
    { about: "True-up", rows: "T01 T02 T04 T05 T08 T09 T11 T12 T16 T18 T19 T22 T23 T24 T25" },
    { about: "The rules of earlier years", rows: "E01 E02 E03 E06 E09 E10" },
    {
      about: "Activation",
      rows: "A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A14 A16 A17 A18 A19 A21 A22 A23 A24 A25 A26 A27 A28 A29 A30 A32 A33 A35 A36 A37",
    },
    { about: "Which license is current", rows: "C01 C02 C03 C04 C07 C08 C09 C10" },
    {
      about: "Daily sync",
      rows: "S01 S04 S06 S07 S08 S09 S10 S11 S12 S14 S15 S17 S18 S19 S20 S21 S22 S24 S25 S26",
    },
    { about: "Upload, removal, REST", rows: "U01 U02 U03 U04 U06 U07 U08 U10 U11 U12" },
    { about: "First boot", rows: "R01 R02 R03 R04 R06 R07 R08 R09" },
    { about: "Derived values", rows: "D01 D02 D03 D04 D07 D08 D11 D13 D14 D15" },
  ],
  handbook: [
    {
      about: "Complaints that support hears",
      rows: "C1 C2 C3 C4 C5 C6 C7 C8 C9 C10 C11 C12 C13 C14 C15 C16 C17 C18 C19 C21 C22 C23 C24 C25",
    },
  ],
} as const;

export type BehaviourDocument = keyof typeof behaviourTables;

/** The ids of a document's rows. */
export type RowId<Document extends BehaviourDocument> =
  (typeof behaviourTables)[Document][number] extends infer Table
    ? Table extends { readonly rows: infer Rows extends string }
      ? Words<Rows>
      : never
    : never;

type Words<Text extends string, Found = never> = Text extends `${infer Word} ${infer Rest}`
  ? Words<Rest, Found | Word>
  : Found | Text;
