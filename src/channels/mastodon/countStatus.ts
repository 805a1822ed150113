/** Every address counts as much, however long it is. */
const RESERVED = 'x'.repeat(23)

/**
 * A text as Mastodon counts it: an address is 23 characters, a mention without its server.
 *
 * https://docs.joinmastodon.org/user/posting/#text; a server may reserve another number (`characters_reserved_per_url`), none is known to.
 */
export const countedStatus = (text: string): string =>
  text.replace(/https?:\/\/[^\s<>"]+/gu, RESERVED).replace(/(?<![\w/])(@\w+)@[\w.-]+\w/g, '$1')
