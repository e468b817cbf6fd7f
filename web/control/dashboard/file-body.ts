/** A file as what a method of the package takes: the browser sends it as it is, without reading it into memory. */
export const fileBody = (file: Blob) => file as unknown as AsyncIterable<Uint8Array>;
