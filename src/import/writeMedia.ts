import { unlink } from 'node:fs/promises'
import path from 'node:path'

import type { Payload, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../database/handles.ts'
import { MEDIA } from '../domain/slugs.ts'
import type { CoverFile } from './covers.ts'

/** What an import stored, so that its files can be taken back: a transaction covers documents, not the disk. */
export interface StoredFiles {
  discard(): Promise<void>
  /** The id of the medium that holds this file; an equal one that is there already is used again. */
  store(args: { alt: string; file: CoverFile }): Promise<string>
}

export function createStoredFiles({ payload, req }: { payload: Payload; req: PayloadRequest }): StoredFiles {
  const written: string[] = []

  return {
    async discard() {
      const { staticDir } = payload.collections[MEDIA].config.upload

      await Promise.all(written.map((name) => unlink(path.join(staticDir ?? '', name)).catch(() => undefined)))
    },
    async store({ alt, file }) {
      const session = await sessionOf(req)
      const known = await rawCollection(payload, MEDIA).findOne(
        { contentHash: file.hash },
        { projection: { _id: 1 }, ...(session && { session }) },
      )

      if (known !== null) {
        return String(known._id)
      }

      const medium = await payload.create({
        collection: MEDIA,
        data: { alt },
        file: { data: file.data, mimetype: file.mimeType, name: file.name, size: file.data.length },
        req,
      })
      const sizes = Object.values(medium.sizes ?? {}) as { filename?: string | null }[]

      written.push(...[medium, ...sizes].flatMap(({ filename }) => filename ?? []))
      delete req.file

      return medium.id
    },
  }
}
