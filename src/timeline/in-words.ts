/** `code-reissued` as people say it. What is called an addition or an upgrade may as well be the opposite. */
export const inWords = (action: string): string => changes[action] ?? action.replaceAll("-", " ");

const changes: Readonly<Record<string, string>> = {
  "seats-added": "seats changed",
  upgraded: "plan changed",
};
