interface Sent {
  readonly headers?: Record<string, string>;
  readonly path?: string;
}

interface Slot {
  readonly slot: string;
  readonly send: (token: string) => Sent;
}

/** Where a request carries an access token, bodies aside. */
export const accessTokenSlots: readonly Slot[] = [
  { slot: "PRIVATE-TOKEN", send: (token) => ({ headers: { "private-token": token } }) },
  { slot: "Authorization", send: (token) => ({ headers: { authorization: `Bearer ${token}` } }) },
  { slot: "private_token", send: (token) => ({ path: `/api/graphql?private_token=${token}` }) },
  { slot: "access_token", send: (token) => ({ path: `/api/graphql?access_token=${token}` }) },
];

/** How GraphQL refuses a token that is worth nothing. */
export const invalidToken = {
  status: 401,
  type: "application/json; charset=utf-8",
  body: { errors: [{ message: "Invalid token" }] },
};
