/** A route with a body, as it is sent. */
const to =
  (route: string) =>
  (body: string): readonly [string, string] => [route, body];
export const users = to("PUT /users");
export const counts = to("PUT /user-counts");
export const order = to("POST /portal/subscriptions");
export const license = to("POST /portal/licenses");
export const fault = to("POST /faults");
export const clock = to("PUT /clock");
export const advance = to("POST /clock/advance");
