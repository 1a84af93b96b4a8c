/** An address as people type it, in full: most leave the beginning out. Whether it is one at all is for the host to say. */
export const inFull = (typed: string): string => {
  const words = typed.trim();
  return /^[a-z][a-z\d+.-]*:\/\//i.test(words) ? words : `https://${words}`;
};
