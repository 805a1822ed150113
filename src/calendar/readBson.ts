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
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  return readElements({ at: 0, view }, {})
}

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
    const kind = view[place.at] ?? 0
    const nameEnd = view.indexOf(0, place.at + 1)
    const name = view.toString('latin1', place.at + 1, nameEnd)

    place.at = nameEnd + 1
    ;(into as PlainDocument)[name] = readValue(kind, place)
  }

  place.at = end + 1

  return into
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

      return new Date(Number(view.readBigInt64LE(at)))
    case 0x06:
    case 0x0a:
      return null
    case 0x10:
      place.at += 4

      return view.readInt32LE(at)
    case 0x12:
      place.at += 8

      return Number(view.readBigInt64LE(at))
    default:
      throw new TypeError(`The calendar reads no BSON value of kind ${kind}`)
  }
}
