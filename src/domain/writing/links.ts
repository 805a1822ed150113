/** An address inside a text: it ends at a space or at full-width punctuation. */
export const LINK = /https?:\/\/[^\s<>"，。；！？）】》、]+/gu

/** Where the addresses of a text are; a full stop or bracket at the end belongs to the sentence. */
export const findLinks = (text: string): { at: number; url: string }[] =>
  Array.from(text.matchAll(LINK), ({ 0: found, index }) => ({ at: index, url: found.replace(/[.,;:!?)\]}'"]+$/, '') }))
