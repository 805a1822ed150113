import type { TextUnit } from './channelManifest.ts'

/**
 * Counts a text as a platform does.
 *
 * `grapheme`: what a person sees as one character (Bluesky); `half-width`: a Latin letter is 1, a Chinese character
 * or an emoji 2 (Weibo, Xiaohongshu count in halves of a 汉字); `utf16`: JavaScript's own length (Telegram);
 * `utf8-byte`: bytes on the wire (WeCom, Feishu).
 */
export const countText = (text: string, unit: TextUnit): number => COUNT[unit](text)

const COUNT: Record<TextUnit, (text: string) => number> = {
  grapheme: (text) => graphemes(text).length,
  'half-width': (text) => graphemes(text).reduce((sum, one) => sum + (isHalfWidth(one) ? 1 : 2), 0),
  utf16: (text) => text.length,
  'utf8-byte': (text) => encoder.encode(text).length,
}

const encoder = new TextEncoder()
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** What a person sees as one character each, in order. */
export const graphemes = (text: string): string[] =>
  chunksOf(text).flatMap((chunk) => Array.from(segmenter.segment(chunk), ({ segment }) => segment))

/** The segmenter takes time by the square of the length. */
const CHUNK = 512

/** Between two of these there is always a boundary. */
const PLAIN = /[\w\u4e00-\u9fff]/

function chunksOf(text: string): string[] {
  const chunks: string[] = []
  let from = 0

  for (let at = CHUNK; at < text.length; at += 1) {
    if (at - from >= CHUNK && PLAIN.test(text.charAt(at)) && PLAIN.test(text.charAt(at - 1))) {
      chunks.push(text.slice(from, at))
      from = at
    }
  }

  return [...chunks, text.slice(from)]
}

/** Latin and its neighbours, and the half-width forms of Japanese and Korean, take half the room of a 汉字. */
function isHalfWidth(grapheme: string): boolean {
  const code = grapheme.codePointAt(0) ?? 0

  return code < 0x1100 || (code >= 0xff61 && code <= 0xffdc) || (code >= 0xffe8 && code <= 0xffee)
}
