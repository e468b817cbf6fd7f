/** A key that is not the test key; nobody has its other half any more. */
export const anotherPublicKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAjj6gUThHOCQk7j+9Q1oE
DDr9XdajBD31I1/ijM8iLpKDsXZXEcUcOaOgWz6mLcxPEPbVO8O0kgMoTCUfUpg7
J/wAbxtS0Tquxeyin4yRchHsZXV9SvR0hSVaUGEI3Pom58yKULdD7wXqpj4wlnY5
diMV26ez/9UbOMZ3eIbD+ka/AitouwYeQ9wcdH15gX8175urdQd/a6isFkdGwVXK
uvx1bxHoTef18CcBIpWkur0rLLKp/SSkuuYPw9W1YfnQ9TNJk15AWO/AiBYvju0M
qtOyI371M9EC9wkh+kDYokJmol4bWlg1q0lA4z9cCENK7/uiTH4uky77F67LfxJS
sQIDAQAB
-----END PUBLIC KEY-----
`;
