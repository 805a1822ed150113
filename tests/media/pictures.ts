import { crc32, deflateSync } from 'node:zlib'

import type { Sharp } from 'sharp'
import sharp from 'sharp'

/** The label that GB 45438-2025 wants inside an AI-generated image. */
export const AI_LABEL = '{"AIGC":{"Label":"1","ContentProducer":"drumbeat-test"}}'

const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>${AI_LABEL}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

export interface APictureArgs {
  height?: number
  width?: number
}

const canvas = ({ height = 1500, width = 2000 }: APictureArgs = {}): Sharp =>
  sharp({ create: { background: '#e76f8a', channels: 3, height, width } })

/** A plain JPEG without any metadata. */
export const aPicture = (args?: APictureArgs): Promise<Buffer> => canvas(args).jpeg().toBuffer()

/** A photo as a phone takes it: lying on its side, with the place in EXIF, and an AI label in XMP. */
export const aPhonePhoto = (args?: APictureArgs): Promise<Buffer> =>
  canvas(args)
    .withExif({ IFD3: { GPSLatitude: '31/1 13/1 49/1', GPSLatitudeRef: 'N' } })
    .withMetadata({ orientation: 6 })
    .withXmp(XMP)
    .jpeg()
    .toBuffer()

/** A one-bit PNG of 100 megapixels that is only some kilobytes long. */
export function aBomb(): Buffer {
  const side = 10_000
  const header = Buffer.alloc(13)

  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  header.writeUInt8(1, 8)

  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(side * (side / 8 + 1)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  const sum = Buffer.alloc(4)

  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))

  return Buffer.concat([length, body, sum])
}
