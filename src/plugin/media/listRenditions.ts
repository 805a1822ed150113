import type { Payload, PayloadRequest } from 'payload'

import { renditionRows, type RenditionRow } from '../../../jobs/renditions/records.ts'
import type { RenditionMaker } from '../../../jobs/renditions/createRenditions.ts'
import { databaseOf } from '../../database/handles.ts'
import type { Labels } from '../../domain/labels.ts'
import type { Preset } from '../../domain/presets/preset.ts'
import { keyOf, signAddress } from '../../domain/rendition/address.ts'
import { MEDIA } from '../../domain/slugs.ts'

export interface ListRenditionsDependencies {
  presets: ReadonlyMap<string, Preset>
  services: (payload: Payload) => { renditions: RenditionMaker }
}

/** One place where a picture may be shown. */
export interface ListedRendition {
  /** Null until it is made. */
  bytes: number | null
  /** Why it cannot be made. */
  error: string | null
  /** In pixels; null until it is made. */
  height: number | null
  label: Labels
  /** A signed path; the picture is made when it is fetched. */
  path: string
  preset: string
  state: 'failed' | 'made' | 'making' | 'not-made'
  width: number | null
}

export interface ListRenditionsArgs {
  dependencies: ListRenditionsDependencies
  id: string
  req: PayloadRequest
}

/** Every preset for one medium as it is now, with its signed address; makes nothing. */
export async function listRenditions({ dependencies, id, req }: ListRenditionsArgs): Promise<ListedRendition[]> {
  const { mimeType } = await req.payload.findByID({ id, collection: MEDIA, depth: 0, overrideAccess: false, req })

  if (mimeType?.startsWith('image/') !== true) {
    return []
  }

  const { renditions } = dependencies.services(req.payload)
  const presets = [...dependencies.presets.values()]
  const addresses = await Promise.all(presets.map(({ name }) => renditions.addressesFor({ media: [id], preset: name })))
  const rows = await renditionRows(databaseOf(req.payload)).find({ 'address.media': id }).toArray()
  const byKey = new Map(rows.map((row) => [row._id, row]))

  return addresses.flat().map((address) => {
    const row: RenditionRow | undefined = byKey.get(keyOf(address))

    return {
      bytes: row?.made?.bytes ?? null,
      error: row?.error ?? null,
      height: row?.made?.height ?? null,
      label: dependencies.presets.get(address.preset)?.label ?? { en: address.preset, zh: address.preset },
      path: signAddress(address, req.payload.secret),
      preset: address.preset,
      state: row?.state ?? 'not-made',
      width: row?.made?.width ?? null,
    }
  })
}
