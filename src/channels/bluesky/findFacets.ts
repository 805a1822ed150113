/** What a part of the text leads to; offsets count UTF-8 bytes, the end is not part of it. */
export interface Facet {
  byteEnd: number
  byteStart: number
  feature: { handle: string; type: 'mention' } | { tag: string; type: 'tag' } | { type: 'link'; uri: string }
}

const PATTERN =
  /(?<link>https?:\/\/[^\s<>"，。；！？）】》]+)|(?<![\w/@])@(?<handle>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])|(?<![\p{L}\p{N}_&/#])[#＃](?<tag>[\p{L}\p{N}_]*[\p{L}_][\p{L}\p{N}_]*)/giu

const MAX_TAG = 64

/**
 * Links, mentions and hashtags of a text (https://docs.bsky.app/docs/advanced-guides/post-richtext).
 *
 * Bluesky marks up nothing by itself: what has no facet is plain text.
 */
export function findFacets(text: string): Facet[] {
  const facets: Facet[] = []

  for (const { 0: found, groups = {}, index } of text.matchAll(PATTERN)) {
    const { handle, link, tag = '' } = groups
    // A full stop or bracket at the end belongs to the sentence.
    const uri = link?.replace(/[.,;:!?)\]}'"]+$/, '')

    if (uri !== undefined) {
      facets.push({ ...span(text, index, uri), feature: { type: 'link', uri } })
    } else if (handle !== undefined) {
      facets.push({ ...span(text, index, found), feature: { handle: handle.toLowerCase(), type: 'mention' } })
    } else if (tag.length <= MAX_TAG) {
      facets.push({ ...span(text, index, found), feature: { tag, type: 'tag' } })
    }
  }

  return facets
}

function span(text: string, index: number, part: string): { byteEnd: number; byteStart: number } {
  const byteStart = Buffer.byteLength(text.slice(0, index))

  return { byteEnd: byteStart + Buffer.byteLength(part), byteStart }
}
