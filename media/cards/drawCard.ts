import sharp from 'sharp'

import { completeXmp } from '../../src/domain/aiLabel.ts'
import { labelsOn, type VisibleLabel } from '../../src/domain/rendition/treatment.ts'
import { MAX_IMAGE_PIXELS } from '../../src/domain/uploadRules.ts'
import { drawOverlays } from '../marks/drawOverlays.ts'
import { drawText } from '../poster/drawText.ts'
import type { TextBlock } from '../poster/layouts.ts'
import { PALETTES } from '../poster/palettes.ts'
import { wrapText } from '../poster/wrapText.ts'
import { readPicture } from '../readPicture.ts'
import { CARD_FORMS, type CardForm, type CardFormName } from './cardForms.ts'
import { drawQr } from './drawQr.ts'

export interface CardPicture {
  aiGenerated: boolean
  data: Buffer
  /** Of the medium; stands in the label that the card carries. */
  id: string
}

export interface CardSpec {
  form: CardFormName
  /** What to do with the code, such as 扫码查看. */
  hint: string
  /** What the law wants to see on it, beside that AI made the picture. */
  labels: readonly VisibleLabel[]
  /** Any picture that sharp reads; the card goes without where there is none. */
  picture: CardPicture | null
  /** Whose it is, such as the partner or the brand. */
  subtitle: string
  title: string
  /** What the code leads to. */
  url: string
}

const { accent, ink, shape, wash } = PALETTES.rose
const TITLE_LINES = 3

/**
 * Draws a card to pass on: a picture, a title, whose it is, and a QR code; a JPEG.
 *
 * It is a copy of the picture, so it carries the rights and the label of AI that stand in the picture's XMP. That AI made it is also written
 * on the card whatever is to be seen on the picture, because a card shows only a part of that.
 */
export async function drawCard({ form: name, hint, labels, picture, subtitle, title, url }: CardSpec): Promise<Buffer> {
  const form: CardForm = CARD_FORMS[name]
  const { height, pad, pictureHeight, qr, width } = form
  const code = { left: width - pad - qr, top: pictureHeight + Math.round((height - pictureHeight - qr) / 2) - pad / 3 }
  const shapes = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="${width}" height="${pictureHeight}" fill="${wash}"/>
    <circle cx="${width * 0.8}" cy="${pictureHeight * 0.3}" r="${pictureHeight * 0.36}" fill="${shape}" opacity=".6"/>
    <circle cx="${width * 0.2}" cy="${pictureHeight * 0.85}" r="${pictureHeight * 0.3}" fill="${accent}" opacity=".25"/>
    <rect y="${pictureHeight}" width="${width}" height="${height - pictureHeight}" fill="#fff"/>
    ${drawQr({ colour: ink, side: qr, text: url, x: code.left, y: code.top })}</svg>`
  const texts = layTexts({ code, form, hint, subtitle, title })
  const lettering = (await Promise.all(texts.map(drawText))).flat()
  const xmp = picture === null ? undefined : await xmpOf(picture)
  const card = sharp(Buffer.from(shapes)).composite([
    ...(picture === null ? [] : [{ input: await cut(picture.data, form), left: 0, top: 0 }]),
    ...lettering,
    // They stand on the picture, and the law measures them by the whole card.
    ...(await drawOverlays({
      labels: labelsOn({ aiGenerated: picture?.aiGenerated }, labels),
      logo: null,
      shortestSide: Math.min(height, width),
      size: { height: pictureHeight, width },
    })),
  ])

  return (xmp === undefined ? card : card.withXmp(xmp)).jpeg({ chromaSubsampling: '4:4:4', quality: 88 }).toBuffer()
}

async function xmpOf({ aiGenerated, data, id }: CardPicture): Promise<string | undefined> {
  const { xmp } = await readPicture(data)

  return completeXmp({ ...(aiGenerated && { declared: { id, propagator: 'drumbeat' } }), xmp })
}

const cut = (picture: Buffer, { pictureHeight, width }: CardForm): Promise<Buffer> =>
  sharp(picture, { limitInputPixels: MAX_IMAGE_PIXELS })
    .autoOrient()
    .resize({ fit: 'cover', height: pictureHeight, width })
    .toColourspace('srgb')
    .png()
    .toBuffer()

interface LayTextsArgs extends Pick<CardSpec, 'hint' | 'subtitle' | 'title'> {
  code: { left: number; top: number }
  form: CardForm
}

function layTexts({ code, form, hint, subtitle, title }: LayTextsArgs): TextBlock[] {
  const { height, pad, pictureHeight, qr, smallType, titleType, width } = form
  const room = width - 3 * pad - qr
  const lines = wrapText({ ems: room / titleType, lines: TITLE_LINES, text: title })
  const below = wrapText({ ems: room / smallType, lines: 1, text: subtitle })
  const block = lines.length * titleType * LEADING + smallType * 2
  const top = pictureHeight + Math.max(pad / 2, (height - pictureHeight - block) / 2)

  return [
    { align: 'left', colour: ink, lines, size: titleType, weight: 'bold', width: room, x: pad, y: top },
    {
      align: 'left',
      colour: accent,
      lines: below,
      size: smallType,
      weight: 'regular',
      width: room,
      x: pad,
      y: top + lines.length * titleType * LEADING + smallType / 2,
    },
    {
      align: 'centre',
      colour: ink,
      lines: [hint],
      size: Math.round(smallType * 0.8),
      weight: 'regular',
      width: qr,
      x: code.left,
      y: code.top + qr,
    },
  ]
}

const LEADING = 1.28
