/** One size in which every image is kept beside its original; without `height` the shape is kept. */
export interface RenditionSpec {
  name: string
  height?: number
  width: number
}

/**
 * The sizes that channels ask for.
 *
 * `thumbnail` is for the admin's lists, `card` for feeds and previews, `note` the 3:4 of note platforms,
 * `wide` the 2.35:1 head picture of official accounts, `large` for articles.
 */
export const RENDITIONS = [
  { name: 'thumbnail', height: 320, width: 320 },
  { name: 'card', width: 640 },
  { name: 'note', height: 1440, width: 1080 },
  { name: 'wide', height: 383, width: 900 },
  { name: 'large', width: 1600 },
] as const satisfies readonly RenditionSpec[]
