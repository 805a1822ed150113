import type { Payload, PayloadRequest } from 'payload'

import type { CoverFile } from './covers.ts'

/** Pictures of a plan with their renditions, on disk but not yet in the database. */
export interface StoredCovers {
  /** Takes the files back: a transaction covers documents, not the disk. */
  discard(): Promise<void>
  /** Writes the documents, in the transaction of the request. */
  insert(req: PayloadRequest): Promise<void>
  /** The id of the medium that shows this file. */
  idOf(file: CoverFile): string | null
}

export interface StoreCoversArgs {
  /** Alternative texts by hash of the file. */
  alts: ReadonlyMap<string, string>
  files: readonly CoverFile[]
  now: Date
  payload: Payload
}
