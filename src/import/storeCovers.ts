import { mkdir, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { ObjectId, type Document } from 'mongodb'

import { ingestFile } from '../../media/ingestFile.ts'
import { planRenditions } from '../../media/planRenditions.ts'
import { renderRenditions } from '../../media/renderRenditions.ts'
import type { StoreCoversArgs, StoredCovers } from './storedCovers.ts'
import { storeElsewhere } from './storeElsewhere.ts'
import { rawCollection, sessionOptions } from '../database/handles.ts'
import { FILE_ENDINGS } from '../domain/fileType.ts'
import { RENDITIONS } from '../domain/renditions.ts'
import { MEDIA } from '../domain/slugs.ts'
import type { CoverFile } from './covers.ts'

const AT_ONCE = 4

/**
 * Puts the pictures and their renditions on disk, before any transaction begins; an equal file that is in the library
 * already is used again.
 *
 * Payload would read and encode each picture ten times over for its five sizes; here it is read once.
 */
export async function storeCovers({ alts, files, now, payload }: StoreCoversArgs): Promise<StoredCovers> {
  const { disableLocalStorage } = payload.collections[MEDIA].config.upload
  const directory = payload.collections[MEDIA].config.upload.staticDir ?? ''
  const unique = new Map(files.map((file) => [file.hash, file]))
  const known = await rawCollection(payload, MEDIA)
    .find({ contentHash: { $in: [...unique.keys()] } }, { projection: { contentHash: 1 } })
    .toArray()
  const ids = new Map(known.map(({ _id, contentHash }) => [String(contentHash), String(_id)]))
  const fresh = [...unique.values()].filter(({ hash }) => !ids.has(hash))
  if (disableLocalStorage === true) {
    return storeElsewhere({ alts, fresh, ids, payload })
  }

  const documents: Document[] = []
  const written: string[] = []
  const write = async (name: string, data: Buffer): Promise<void> => {
    written.push(name)
    await writeFile(path.join(directory, name), data)
  }

  await mkdir(directory, { recursive: true })

  for (let start = 0; start < fresh.length; start += AT_ONCE) {
    documents.push(
      ...(await Promise.all(
        fresh
          .slice(start, start + AT_ONCE)
          .map((file) => storeCover({ alt: alts.get(file.hash) ?? '', file, now, payload, write })),
      )),
    )
  }

  documents.forEach(({ _id, contentHash }) => ids.set(String(contentHash), String(_id)))

  return {
    async discard() {
      await Promise.all(written.map((name) => unlink(path.join(directory, name)).catch(() => undefined)))
    },
    idOf: ({ hash }) => ids.get(hash) ?? null,
    async insert(req) {
      if (documents.length > 0) {
        await rawCollection(payload, MEDIA).insertMany(documents, await sessionOptions(req))
      }
    },
  }
}

interface StoreCoverArgs extends Pick<StoreCoversArgs, 'now' | 'payload'> {
  alt: string
  file: CoverFile
  write: (name: string, data: Buffer) => Promise<void>
}

/** Writes one picture and gives its document as Payload's own upload would have stored it. */
async function storeCover({ alt, file, now, payload, write }: StoreCoverArgs): Promise<Document> {
  const { hash, height, width } = file
  const { hasAiLabel, type } = file.file
  const { data, facts } = await ingestFile(file)
  const rendered = await renderRenditions({ data, plan: planRenditions({ height, specs: RENDITIONS, width }) })
  const ending = FILE_ENDINGS[type]
  const stem = `${path.parse(file.name).name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}-${hash.slice(0, 8)}`
  const describe = (name: string, size: { bytes: number; height: number; width: number }): Document => ({
    filename: name,
    filesize: size.bytes,
    height: size.height,
    mimeType: type,
    url: `${payload.config.routes.api}/${MEDIA}/file/${encodeURIComponent(name)}`,
    width: size.width,
  })
  const sizes: Document = {}

  await write(`${stem}.${ending}`, data)

  for (const rendition of rendered) {
    const name = `${stem}-${rendition.width}x${rendition.height}.${ending}`

    await write(name, rendition.data)
    sizes[rendition.name] = describe(name, rendition)
  }

  return {
    __v: 0,
    _id: new ObjectId(),
    aiGenerated: hasAiLabel,
    alt: { zh: alt },
    createdAt: now,
    focalX: 50,
    focalY: 50,
    licence: {},
    sizes,
    updatedAt: now,
    ...facts,
    ...describe(`${stem}.${ending}`, { bytes: data.length, height, width }),
  }
}
