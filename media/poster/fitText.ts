export interface FitTextArgs {
  lines: readonly string[]
  /** The largest type to use, in pixels. */
  maxSize: number
  /** The room for the longest line, in pixels. */
  width: number
}

/** The largest type, in whole pixels, at which no line is wider than its room. */
export const fitText = ({ lines, maxSize, width }: FitTextArgs): number =>
  Math.floor(Math.min(maxSize, width / Math.max(1, ...lines.map(widthInEms))))

/** A Chinese character is one em wide; a Latin letter or digit of this face about 0.6. */
export const widthInEms = (line: string): number =>
  [...line].reduce((sum, character) => sum + (character.charCodeAt(0) < 0x2000 ? 0.6 : 1), 0)
