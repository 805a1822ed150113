import { createHmac, timingSafeEqual } from 'node:crypto'

import { parseTreatment } from './treatment.ts'

/** One rendition by everything that decides its bytes. */
export interface RenditionAddress {
  /** Where the eye should rest, in whole per cent, as `x-y`. */
  focal: string
  /** The id (hex) of the medium. */
  media: string
  preset: string
  treatment: string
  /** Changes with the file, the preset and whatever else the picture is made of; 16 hexadecimal digits. */
  version: string
}

export const RENDITION_ROUTE = '/renditions/v1/:media/:version/:preset/:treatment/:focal/:signature'

/** Whoever holds such a path may see the picture, and only this one: `secret` signs all of it. */
export const signAddress = (address: RenditionAddress, secret: string): string =>
  `/renditions/v1/${pathOf(address)}/${signatureOf(address, secret)}`

/** The address in the parameters of the route, or null when it was signed by none of our secrets, of now and of before. */
export function readAddress(params: Params, secrets: readonly string[]): RenditionAddress | null {
  const address = addressIn(params)
  const given = Buffer.from(params['signature'] ?? '')
  const isOurs = secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(address, secret))

    return expected.length === given.length && timingSafeEqual(expected, given)
  })

  return isOurs && isWellFormed(address) ? address : null
}

/** The same of a path that `signAddress` made. */
export function readPath(path: string, secrets: readonly string[]): RenditionAddress | null {
  const params = paramsIn(path)

  return params && readAddress(params, secrets)
}

/** What a path of our own names, such as one in content that was armed, whatever it was signed with; null for what is no such path. */
export function parsePath(path: string): RenditionAddress | null {
  const params = paramsIn(path)
  const address = params && addressIn(params)

  return address !== null && isWellFormed(address) ? address : null
}

type Params = Readonly<Partial<Record<string, string>>>

const addressIn = ({
  focal = '',
  media = '',
  preset = '',
  treatment = '',
  version = '',
}: Params): RenditionAddress => ({
  focal,
  media,
  preset,
  treatment,
  version,
})

function paramsIn(path: string): Params | null {
  const names = RENDITION_ROUTE.split('/')
  const parts = path.split('/')
  const isOurs = names.length === parts.length && names.every((name, at) => name.startsWith(':') || name === parts[at])

  return isOurs ? Object.fromEntries(names.map((name, at) => [name.slice(1), parts[at] ?? ''])) : null
}

/** Names the rendition in the database and in storage. */
export const keyOf = (address: RenditionAddress): string => pathOf(address)

const pathOf = ({ focal, media, preset, treatment, version }: RenditionAddress): string =>
  [media, version, preset, treatment, focal].map(encodeURIComponent).join('/')

const signatureOf = (address: RenditionAddress, secret: string): string =>
  createHmac('sha256', secret)
    .update(`drumbeat:rendition:${pathOf(address)}`)
    .digest('base64url')

const isWellFormed = ({ focal, media, preset, treatment, version }: RenditionAddress): boolean =>
  /^\d{1,3}-\d{1,3}$/.test(focal) &&
  /^[0-9a-f]{24}$/.test(media) &&
  /^[a-z0-9-]{1,64}$/.test(preset) &&
  /^[0-9a-f]{16}$/.test(version) &&
  parseTreatment(treatment) !== null
