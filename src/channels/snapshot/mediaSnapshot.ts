import { DEFAULT_LOCALE, type MediaSnapshot } from '../../domain/content.ts'
import { isRecord, textOf } from '../richText/richTextNode.ts'

/** A document as MongoDB holds it. */
export type RawDocument = Record<string, unknown>

/** Raw `media` documents by id (hex). */
export type RawMedia = ReadonlyMap<string, RawDocument>

export interface BuildMediaSnapshotArgs {
  document: RawDocument
  /** Where files are served, such as `/api/media/file`. */
  publicPath: string
}

/** What a channel may know of a file; the licence and who uploaded it stay behind. */
export function buildMediaSnapshot({ document, publicPath }: BuildMediaSnapshotArgs): MediaSnapshot {
  const urlOf = (filename: unknown): string => `${publicPath}/${encodeURIComponent(textOf(filename))}`
  const sizes = Object.entries(isRecord(document['sizes']) ? document['sizes'] : {})

  return {
    aiGenerated: document['aiGenerated'] === true,
    alt: inDefaultLocale(document['alt']),
    ...(isLabelledFilm(document) && { hasVisibleLabel: true as const }),
    height: sizeOf(document['height']),
    id: idOf(document) ?? '',
    mimeType: textOf(document['mimeType']),
    renditions: Object.fromEntries(
      sizes.flatMap(([name, size]) => {
        const [height, width] = isRecord(size) ? [sizeOf(size['height']), sizeOf(size['width'])] : [null, null]

        return isRecord(size) && height !== null && width !== null && textOf(size['filename']) !== ''
          ? [[name, { height, url: urlOf(size['filename']), width }]]
          : []
      }),
    ),
    url: urlOf(document['filename']),
    width: sizeOf(document['width']),
  }
}

const isLabelledFilm = ({ aiGenerated, hasVisibleLabel, mimeType }: RawDocument): boolean =>
  aiGenerated === true && hasVisibleLabel === true && textOf(mimeType).startsWith('video/')

/** The hex id in a relationship, whether it is an id or the document itself; null for nothing. */
export function idOf(value: unknown): string | null {
  if (!isRecord(value)) {
    return typeof value === 'string' ? value : null
  }

  return isObjectId(value) ? value.toHexString() : idOf(value['_id'] ?? value['id'] ?? value['value'])
}

/** The ids in a has-many relationship, in order. */
export const idsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).map(idOf).filter((id) => id !== null)

const sizeOf = (value: unknown): number | null => (typeof value === 'number' && value > 0 ? value : null)

const inDefaultLocale = (value: unknown): string => textOf(isRecord(value) ? value[DEFAULT_LOCALE] : value)

const isObjectId = (value: object): value is { toHexString(): string } =>
  'toHexString' in value && typeof value.toHexString === 'function'
