/**
 * The public half of Understudy's own test key, with which licenses are read unless another key is given.
 *
 * The private half is public too (`src/stand-in/licenses/signing-keys.ts`): anybody can issue licenses that this key
 * reads, and no real instance accepts one of them.
 */
export const testPublicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtfqwH10vQQWRJXz7nnjb
BdfeBclBtPrzMwna/+AwapKP54sDZtzBBP3sa3KXyKN8kJfLAeYhsJYUxr/1uYgj
8fRwKBLzH8mwAfI3fmSTWhUG38wQYMqCMOxE1qlrxJS4nQUZFD179+bB+4ikt7fo
7R520E00DD2SWwKI5Rwyyk5jIVovSRQTzAMMEHloirMCBZnLodKmHcfsc2nVi9L7
KpIZMyPiRr0sfUbAN1gCKIzb83G1mi2fDYu7EuIZoyOuIoMO6AOGE+0hPhvdhqa7
QpUSjFMg5KVLgm66DfCPfPOrpGBUbQ5HibDYa/7QTfRzeNp5pd2KzjBP8wwhcGGW
8QIDAQAB
-----END PUBLIC KEY-----
`;
