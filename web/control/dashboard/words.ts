/** Tells texts in which all words of a search stand, in whatever case and order; without any word all do. */
export function withWords(wanted: string): (text: string) => boolean {
  const words = wanted.trim().toLowerCase().split(/\s+/);
  return (text) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
}
