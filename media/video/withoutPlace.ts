import { completeXmp } from '../../src/domain/aiLabel.ts'

/** A box of the ISO base media file format (ISO/IEC 14496-12): a length, a type, and what is in it. */
interface Box {
  /** Where its contents begin and end. */
  end: number
  from: number
  start: number
  type: string
}

/** Deep enough for `moov/trak/meta/ilst`; a file that nests further is not read further. */
const MAX_DEPTH = 6

/** Boxes in which others stand; `meta` of MP4 has four bytes of its own before them, that of QuickTime has none. */
const CONTAINERS = new Set(['ilst', 'meta', 'moov', 'trak', 'udta'])

/** Where a camera or a phone writes where it stood, in words and figures. */
const PLACES = new Set(['loci', '\u00a9xyz'])

const XMP_UUID = 'be7acfcb97a942e89c71999491e3afac'

/** True when a film says where it was taken. */
export const tellsPlace = (film: Buffer): boolean =>
  findPlaces(film, whole(film), 0).length + findPackets(film).length > 0

/**
 * The film without the place where it was taken; the same bytes where it tells none.
 *
 * What tells it is overwritten with nothing at its own length, so everything that points into the file still points to the
 * same bytes and no frame is touched.
 */
export function withoutPlace(film: Buffer): Buffer {
  const places = findPlaces(film, whole(film), 0)
  const packets = findPackets(film)

  if (places.length + packets.length === 0) {
    return film
  }

  const cleaned = Buffer.from(film)

  for (const { end, from, start } of places) {
    cleaned.write('free', start + 4, 'latin1')
    cleaned.fill(0, from, end)
  }

  for (const { at, text } of packets) {
    cleaned.write(text, at, 'utf8')
  }

  return cleaned
}

const whole = (film: Buffer): Box => ({ end: film.length, from: 0, start: 0, type: '' })

function findPlaces(film: Buffer, parent: Box, depth: number): Box[] {
  const named = parent.type === 'meta' ? findNamedPlaces(film, parent) : []

  return [
    ...named,
    ...boxesIn(film, parent).flatMap((box) =>
      PLACES.has(box.type)
        ? [box]
        : CONTAINERS.has(box.type) && depth < MAX_DEPTH
          ? findPlaces(film, box, depth + 1)
          : [],
    ),
  ]
}

/** QuickTime lists the names of its items in `keys`; the items of `ilst` are called by their number there, from 1. */
function findNamedPlaces(film: Buffer, meta: Box): Box[] {
  const inside = boxesIn(film, meta)
  const keys = inside.find(({ type }) => type === 'keys')
  const list = inside.find(({ type }) => type === 'ilst')

  if (keys === undefined || list === undefined) {
    return []
  }

  const names = boxesIn(film, { ...keys, from: keys.from + 8 }).map(({ end, from }) =>
    film.toString('latin1', from, end),
  )

  return boxesIn(film, list).filter(({ start }) => /location/i.test(names[film.readUInt32BE(start + 4) - 1] ?? ''))
}

/** The boxes one after another; a length that does not fit ends them. */
function boxesIn(film: Buffer, parent: Box): Box[] {
  const boxes: Box[] = []
  let start = parent.type === 'meta' && isFullBox(film, parent) ? parent.from + 4 : parent.from

  while (start + 8 <= parent.end) {
    const short = film.readUInt32BE(start)
    const isLong = short === 1 && start + 16 <= parent.end
    const length = isLong ? Number(film.readBigUInt64BE(start + 8)) : short === 0 ? parent.end - start : short
    const from = start + (isLong ? 16 : 8)
    const end = start + length

    if (end < from || end > parent.end) {
      break
    }

    boxes.push({ end, from, start, type: film.toString('latin1', start + 4, start + 8) })
    start = end
  }

  return boxes
}

/** A `meta` of MP4 begins with version and flags, which are nought; that of QuickTime with the length of its first box. */
const isFullBox = (film: Buffer, { end, from }: Box): boolean => from + 4 <= end && film.readUInt32BE(from) === 0

/** Packets of XMP that tell a place, each as it is to be, filled up with spaces as XMP allows. */
function findPackets(film: Buffer): { at: number; text: string }[] {
  return boxesIn(film, whole(film))
    .filter(({ end, from, type }) => type === 'uuid' && from + 16 <= end && isXmp(film, from))
    .flatMap(({ end, from }) => {
      const at = from + 16
      const xmp = film.toString('utf8', at, end)
      const kept = completeXmp({ xmp }) ?? ''

      return kept === xmp ? [] : [{ at, text: kept + ' '.repeat(end - at - Buffer.byteLength(kept)) }]
    })
}

const isXmp = (film: Buffer, at: number): boolean => film.toString('hex', at, at + 16) === XMP_UUID
