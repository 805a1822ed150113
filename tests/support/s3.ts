import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import S3rver from 's3rver'

import { findFreePort } from '../../src/database/freePort.ts'

export interface S3Server {
  bucket: string
  close: () => Promise<void>
  endpoint: string
}

/** A server that speaks S3, with one bucket; its key and secret are both `S3RVER`. */
export async function startS3(bucket = 'drumbeat'): Promise<S3Server> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-s3-'))
  const port = await findFreePort()
  const server = new S3rver({
    address: '127.0.0.1',
    configureBuckets: [{ configs: [], name: bucket }],
    directory,
    port,
    silent: true,
  })

  await server.run()

  return {
    bucket,
    async close() {
      await server.close()
      await rm(directory, { force: true, recursive: true })
    },
    endpoint: `http://127.0.0.1:${port}`,
  }
}
