/** A box of the ISO base media file format. */
export function aBox(type: string, ...contents: (Buffer | string)[]): Buffer<ArrayBuffer> {
  const inside = Buffer.concat(contents.map((one) => (typeof one === 'string' ? Buffer.from(one, 'utf8') : one)))
  const head = Buffer.alloc(8)

  head.writeUInt32BE(8 + inside.length)
  head.write(type, 4, 'latin1')

  return Buffer.concat([head, inside])
}

export const PLACE = '+31.2304+121.4737/'

/** Where somebody stood, as a phone with Android writes it. */
export const aPlaceBox = (): Buffer<ArrayBuffer> => aBox('\u00a9xyz', Buffer.from([0, PLACE.length, 0x15, 0xc7]), PLACE)

/** The head and one frame of a film, with these boxes between. */
export const aFilm = (...boxes: Buffer[]): Buffer<ArrayBuffer> =>
  Buffer.concat([
    aBox('ftyp', 'isom\x00\x00\x02\x00isomiso2mp41'),
    ...boxes,
    aBox('mdat', `frames that happen to hold ${PLACE}`),
  ])
