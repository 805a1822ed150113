import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { openPayload, type OpenPayload } from './openPayload.ts'

export interface OpenPayloadWithFiles extends OpenPayload {
  /** The data folder; uploads go to `media` in it. */
  directory: string
}

/** As `openPayload`, with a data folder of its own. */
export async function openPayloadWithFiles(database: string): Promise<OpenPayloadWithFiles> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-data-'))

  process.env['DRUMBEAT_DATA_DIR'] = directory

  const app = await openPayload(database)

  return {
    ...app,
    async close() {
      await app.close()
      await rm(directory, { force: true, recursive: true })
    },
    directory,
  }
}
