import { readFile } from 'node:fs/promises'
import path from 'node:path'

import type { Document } from 'mongodb'
import { createLocalReq, type Payload } from 'payload'

import { RenditionError } from '../../src/domain/errors.ts'
import { MEDIA } from '../../src/domain/slugs.ts'

/**
 * Gives the bytes of an upload, wherever the host keeps its files.
 *
 * A storage plugin serves files by a handler in the collection's config: asking it, as Payload itself does, works with
 * every such plugin. Without one the file lies in the collection's folder.
 */
export const createReadOriginal =
  (payload: Payload) =>
  async (media: Document): Promise<Buffer> => {
    const { upload } = payload.collections[MEDIA].config
    const filename = String(media['filename'])
    const handlers = upload.handlers ?? []

    if (handlers.length > 0) {
      const req = await createLocalReq({}, payload)

      req.headers = new Headers()

      for (const handler of handlers) {
        const answer = await handler(req, {
          doc: { ...media, id: String(media['_id']) },
          headers: new Headers(),
          params: { collection: MEDIA, filename, ...(media['prefix'] ? { prefix: String(media['prefix']) } : {}) },
        })

        if (answer instanceof Response) {
          return read(answer, filename)
        }
      }
    }

    try {
      return await readFile(path.join(upload.staticDir ?? MEDIA, path.basename(filename)))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        throw new RenditionError(`The file ${filename} is missing`, { cause: error })
      }

      throw error
    }
  }

async function read(answer: Response, filename: string): Promise<Buffer> {
  if (answer.status === 404) {
    throw new RenditionError(`The file ${filename} is missing`)
  }

  if (!answer.ok) {
    throw new Error(`The storage answered ${answer.status} for ${filename}`)
  }

  return Buffer.from(await answer.arrayBuffer())
}
