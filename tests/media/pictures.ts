import { crc32, deflateSync } from 'node:zlib'

import type { Sharp } from 'sharp'
import sharp from 'sharp'

import { createSeededRandom } from '../../src/domain/seededRandom.ts'

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

export interface AMovingPictureArgs {
  format: 'gif' | 'webp'
  frames?: number
  isAi?: boolean
  side?: number
}

/** A picture of several frames, each of another colour. */
export async function aMovingPicture({
  format,
  frames = 3,
  isAi = false,
  side = 600,
}: AMovingPictureArgs): Promise<Buffer> {
  const pages = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      sharp({ create: { background: `hsl(${index * 97}, 70%, 60%)`, channels: 3, height: side, width: side } })
        .png()
        .toBuffer(),
    ),
  )
  const moving = sharp(pages, { join: { animated: true } })

  return (isAi ? moving.withXmp(XMP) : moving)[format]({ delay: Array.from({ length: frames }, () => 100) }).toBuffer()
}

/** A picture in which every pixel differs from its neighbours: the hardest there is to make small. */
export const aNoisyPicture = ({ height = 1500, width = 2000 }: APictureArgs = {}): Promise<Buffer> =>
  sharp({
    create: { background: '#777', channels: 3, height, noise: { mean: 128, sigma: 70, type: 'gaussian' }, width },
  })
    .withXmp(XMP)
    .jpeg({ quality: 95 })
    .toBuffer()

/** As a print shop sends it. */
export const aCmykPicture = (args?: APictureArgs): Promise<Buffer> =>
  canvas(args).toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer()

/** 16 bits per channel, half see-through. */
export const aDeepPicture = ({ height = 1500, width = 2000 }: APictureArgs = {}): Promise<Buffer> =>
  sharp({ create: { background: { alpha: 0.5, b: 40, g: 200, r: 90 }, channels: 4, height, width } })
    .toColourspace('rgb16')
    .png()
    .toBuffer()

/** The strongest red of Display P3, which lies outside of sRGB. */
export const aWidePicture = (): Promise<Buffer> =>
  sharp({ create: { background: '#ff0000', channels: 3, height: 800, width: 800 } })
    .withIccProfile('p3', { attach: true })
    .png()
    .toBuffer()

/** A photo whose place stands in XMP and not in EXIF, as Lightroom writes it. */
export const aPictureWithPlaceInXmp = (): Promise<Buffer> =>
  canvas({ height: 60, width: 80 })
    .withXmp(XMP.replace('<TC260:AIGC>', '<exif:GPSLatitude>31,13.8N</exif:GPSLatitude><TC260:AIGC>'))
    .jpeg()
    .toBuffer()

/** A scene of many megapixels, as a camera gives it. */
export const aLargePicture = async ({
  height,
  seed,
  width,
}: Required<APictureArgs> & { seed: string }): Promise<Buffer> =>
  sharp(await aScene(seed))
    .resize({ fit: 'fill', height, width })
    .jpeg({ quality: 88 })
    .toBuffer()

/** A picture with shapes in it, so that it can be told from another. */
export function aScene(seed: string): Promise<Buffer> {
  const random = createSeededRandom(seed)
  const circles = Array.from(
    { length: 14 },
    () =>
      `<circle cx="${random.between(0, 900)}" cy="${random.between(0, 600)}" r="${random.between(40, 160)}" fill="hsl(${random.between(0, 359)} 70% ${random.between(20, 80)}%)"/>`,
  )

  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><rect width="900" height="600" fill="#ddd"/>${circles.join('')}</svg>`,
    ),
  )
    .jpeg()
    .toBuffer()
}

/** An AI-generated picture in each format that can carry the label. */
export const anAiPicture = (format: 'avif' | 'jpeg' | 'png' | 'webp', args?: APictureArgs): Promise<Buffer> =>
  canvas(args).withXmp(XMP)[format]().toBuffer()

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
