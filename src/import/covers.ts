import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { hashFile } from '../../media/ingestFile.ts'
import { type InspectedFile, inspectImage } from '../../media/inspectImage.ts'
import type { Labels, SafeFetch } from '../domain/channelAdapter.ts'
import { SECOND } from '../domain/duration.ts'
import type { PlanCover, PlannedImport } from '../domain/plan/entry.ts'
import type { PlanProblem } from '../domain/plan/problem.ts'

/** A picture that is still to be stored. */
export interface CoverFile {
  data: Buffer
  file: InspectedFile
  hash: string
  height: number
  name: string
  width: number
}

/** Gives the bytes of a file that a plan names; null when it is not there. */
export type FindFile = (name: string) => Promise<Buffer | null>

export interface GatheredCovers {
  /** By `coverKey`. */
  files: ReadonlyMap<string, CoverFile>
  problems: PlanProblem[]
}

export interface GatherCoversArgs {
  /** The letter of the cover's column. */
  column: string | null
  fetch: SafeFetch
  findFile: FindFile
  imports: readonly PlannedImport[]
}

/** Equal for rows that mean the same picture. */
export const coverKey = (cover: PlanCover): string =>
  cover.from === 'url' ? `url:${cover.url}` : cover.from === 'file' ? `file:${cover.name}` : `library:${cover.mediaId}`

/** Fetches and inspects each picture once, however many rows show it; nothing is stored yet. */
export async function gatherCovers({ column, fetch, findFile, imports }: GatherCoversArgs): Promise<GatheredCovers> {
  const files = new Map<string, CoverFile>()
  const refused = new Map<string, { code: string; message: Labels }>()
  const problems: PlanProblem[] = []

  for (const { action, entry } of imports) {
    const { cover, row } = entry

    if (action === 'skip' || cover === null || cover.from === 'library') {
      continue
    }

    const key = coverKey(cover)

    if (!files.has(key) && !refused.has(key)) {
      const read = await readCover({ cover, fetch, findFile })

      if ('refusal' in read) {
        refused.set(key, read.refusal)
      } else {
        files.set(key, read.file)
      }
    }

    const refusal = refused.get(key)

    if (refusal !== undefined) {
      problems.push({ ...refusal, column, field: 'cover', row })
    }
  }

  return { files, problems }
}

/** Files beside the workbook, and below its folder; never outside of it. */
export const findFileIn =
  (directory: string): FindFile =>
  async (name) => {
    const file = path.resolve(directory, name.replaceAll('\\', '/'))

    return file.startsWith(path.resolve(directory) + path.sep) ? readFile(file).catch(() => null) : null
  }

type ReadCover = { file: CoverFile } | { refusal: { code: string; message: Labels } }

interface ReadCoverArgs extends Pick<GatherCoversArgs, 'fetch' | 'findFile'> {
  cover: Exclude<PlanCover, { from: 'library' }>
}

async function readCover({ cover, fetch, findFile }: ReadCoverArgs): Promise<ReadCover> {
  const data = cover.from === 'url' ? await download(cover.url, fetch) : await findFile(cover.name)
  const said = cover.from === 'url' ? cover.url : cover.name

  if (data === null) {
    return { refusal: { code: 'missing-cover', message: cover.from === 'url' ? unreachable(said) : notThere(said) } }
  }

  const inspection = await inspectImage({ data })

  if (!inspection.ok) {
    const { code, message } = inspection.refusal

    return {
      refusal: { code: `cover-${code}`, message: { en: `${said}: ${message.en}`, zh: `${said}:${message.zh}` } },
    }
  }

  const { file } = inspection
  const { height, width } = file

  if (height === null || width === null) {
    return { refusal: { code: 'cover-no-picture', message: notPicture(said) } }
  }

  const name = path.basename(cover.from === 'url' ? new URL(cover.url).pathname : cover.name.replaceAll('\\', '/'))

  return { file: { data, file, hash: hashFile(data), height, name: name || 'cover', width } }
}

async function download(url: string, fetch: SafeFetch): Promise<Buffer | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(30 * SECOND) })

    return response.ok ? Buffer.from(await response.arrayBuffer()) : null
  } catch {
    return null
  }
}

const notThere = (name: string): Labels => ({
  en: `There is no file “${name}” beside the plan or in the media library.`,
  zh: `在计划表旁和媒体库中都找不到文件“${name}”。`,
})

const notPicture = (name: string): Labels => ({
  en: `${name} is no picture; a cover must be one.`,
  zh: `${name} 不是图片，封面必须是图片。`,
})

const unreachable = (url: string): Labels => ({
  en: `The picture cannot be fetched from ${url}.`,
  zh: `无法从 ${url} 获取图片。`,
})
