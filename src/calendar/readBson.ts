/** What a stored document holds, with ids as hexadecimal texts. */
export type Plain = Date | Plain[] | boolean | number | string | null | { [name: string]: Plain }

export type PlainDocument = Record<string, Plain>

/**
 * Reads a BSON document of the kinds of values that the calendar asks for.
 *
 * The driver makes an object of every id, and that took two thirds of the time of a month; having the server make texts of
 * them took as long again there.
 *
 * @throws TypeError for a kind of value that is none of these.
 */
export function readBson(bytes: Uint8Array): PlainDocument {
  return readElements({ at: 0, view: viewOf(bytes) }, {})
}

/**
 * Reads the documents of a cursor's first batch, as the database answers `find`, and keeps of each what `read` makes of it
 * before the next is read: what is thrown away at once is never copied by the collector.
 *
 * @throws TypeError as `readBson`.
 */
export function readBatch<Found, Read>(cursor: Uint8Array, read: (found: Found) => Read): Read[] {
  const view = viewOf(cursor)
  const place = { at: LENGTH_BYTES, view }
  const found: Read[] = []

  while (place.at < view.length - 1) {
    const kind = view[place.at++] ?? 0

    if (readName(place) !== 'firstBatch') {
      readValue(kind, place)
      continue
    }

    const end = place.at + view.readInt32LE(place.at) - 1

    place.at += LENGTH_BYTES

    while (place.at < end) {
      // Past the kind and the name, which is the place in the list.
      place.at = view.indexOf(0, place.at + 1) + 1
      found.push(read(readElements(place, {}) as Found))
    }

    place.at = end + 1
  }

  return found
}

const viewOf = (bytes: Uint8Array): Buffer =>
  Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

interface Place {
  at: number
  view: Buffer
}

const LENGTH_BYTES = 4

/** Fills what it is given with the elements of a document, or of an array, whose names are its places. */
function readElements<Into extends Plain[] | PlainDocument>(place: Place, into: Into): Into {
  const { view } = place
  const end = place.at + view.readInt32LE(place.at) - 1

  place.at += LENGTH_BYTES

  while (place.at < end) {
    const kind = view[place.at++] ?? 0
    const name = readName(place)

    ;(into as PlainDocument)[name] = readValue(kind, place)
  }

  place.at = end + 1

  return into
}

/** The names that were read last, each at a place made from its letters: a month has a dozen names, ten thousand times each. */
const names: string[] = Array.from({ length: 256 }, () => '')

function readName(place: Place): string {
  const { view } = place
  const start = place.at
  let end = start
  let mark = 0

  for (let byte = view[end] ?? 0; byte !== 0; byte = view[++end] ?? 0) {
    mark = (mark * 31 + byte) & 0xff
  }

  place.at = end + 1

  const known = names[mark] ?? ''

  if (stands(known, { at: start, view }, end - start)) {
    return known
  }

  return (names[mark] = view.toString('latin1', start, end))
}

function stands(name: string, { at, view }: Place, length: number): boolean {
  if (name.length !== length) {
    return false
  }

  for (let index = 0; index < length; index += 1) {
    if (name.charCodeAt(index) !== view[at + index]) {
      return false
    }
  }

  return true
}

/** Kinds by their numbers in the format: https://bsonspec.org/spec.html */
function readValue(kind: number, place: Place): Plain {
  const { view } = place
  const at = place.at

  switch (kind) {
    case 0x01:
      place.at += 8

      return view.readDoubleLE(at)
    case 0x02: {
      const end = at + LENGTH_BYTES + view.readInt32LE(at)

      place.at = end

      return view.toString('utf8', at + LENGTH_BYTES, end - 1)
    }
    case 0x03:
      return readElements(place, {})
    case 0x04:
      return readElements(place, [])
    case 0x07:
      place.at += 12

      return view.toString('hex', at, at + 12)
    case 0x08:
      place.at += 1

      return view[at] === 1
    case 0x09:
      place.at += 8

      return new Date(readLong(view, at))
    case 0x06:
    case 0x0a:
      return null
    case 0x10:
      place.at += 4

      return view.readInt32LE(at)
    case 0x12:
      place.at += 8

      return readLong(view, at)
    default:
      throw new TypeError(`The calendar reads no BSON value of kind ${kind}`)
  }
}

/** Exact up to 2^53, and without the object that a BigInt is. */
const readLong = (view: Buffer, at: number): number => view.readInt32LE(at + 4) * 2 ** 32 + view.readUInt32LE(at)
