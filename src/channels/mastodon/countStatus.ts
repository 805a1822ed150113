/** Every address counts as much, however long it is. */
const RESERVED = 'x'.repeat(23)

/** In a path anything may stand but these, and brackets in pairs; at its end no punctuation either. */
const IN_PATH = String.raw`[^\s<>()?]`
const IN_BRACKETS = String.raw`\((?:${IN_PATH}+|${IN_PATH}*\(${IN_PATH}+\)${IN_PATH}*)\)`
const PATH_END = String.raw`[^\s<>()?!*"'「」;:=,.$%\[\]~&|@]`
const IN_QUERY = String.raw`[^\s<>"\\\x60{}]`
const QUERY_END = String.raw`[^\s<>"\\\x60{}!?*'();:+$%\[\].,~|@^]`

/**
 * An address, as far as Mastodon takes it for one: a host ends where its letters do, such as before “，” or 汉字; only a path or a
 * query may hold those.
 *
 * After config/initializers/twitter_regex.rb of mastodon/mastodon. Hosts in other letters are not known here and count in full.
 */
const ADDRESS = new RegExp(
  [
    String.raw`(?<![a-z0-9@＠$#＃])https?://`,
    String.raw`(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?![a-z0-9@+-])`,
    String.raw`(?::\d+)?`,
    String.raw`(?:/(?:(?:${IN_PATH}|${IN_BRACKETS})*(?:${PATH_END}|${IN_BRACKETS}))?)?`,
    String.raw`(?:\?${IN_QUERY}*${QUERY_END})?`,
  ].join(''),
  'giu',
)

/**
 * A text as Mastodon counts it: an address is 23 characters, a mention without its server.
 *
 * https://docs.joinmastodon.org/user/posting/#text; a server may reserve another number (`characters_reserved_per_url`), none is known to.
 */
export const countedStatus = (text: string): string =>
  text.replace(ADDRESS, RESERVED).replace(/(?<![\w/])(@\w+)@[\w.-]+\w/g, '$1')
