/** How the operations of the contract travel, by their ids. Made at the build by `config/operations-module.ts`. */
declare module "virtual:operations" {
  export const operations: Readonly<
    Record<
      string,
      {
        readonly method: "get" | "post" | "put" | "patch" | "delete";
        readonly path: string;
        /** Inputs that need no name, in order. */
        readonly args?: readonly string[];
        /** A short name of the method, without its tag. */
        readonly alias?: string;
        /** Inputs that travel in the query. */
        readonly query?: readonly string[];
        readonly hasBody: boolean;
        /** The name of the body where it is no object with fields of its own. */
        readonly bodyAs?: string;
        /** The media type of a body that is no JSON. */
        readonly stream?: string;
        /** The one field of an answer that a method answers without the rest. */
        readonly soleField?: string;
        /** What is answered that is no JSON. */
        readonly media?: string;
      }
    >
  >;
}
