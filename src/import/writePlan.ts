import type { Payload, PayloadRequest } from 'payload'

import { rawCollection, sessionOf } from '../database/handles.ts'
import { conflict } from '../domain/conflict.ts'
import type { PlanDirectory, PlannedImport } from '../domain/plan/entry.ts'
import { POSTS } from '../domain/slugs.ts'
import { createCollaborationFinder } from './collaborations.ts'
import { coverKey, type CoverFile } from './covers.ts'
import { inTransaction } from './importRequest.ts'
import { createMarkdownConverter } from './markdown.ts'
import { createSlugPicker } from './slugs.ts'
import { storeCovers } from './storeCovers.ts'
import type { StoredCovers } from './storedCovers.ts'
import { insertPosts, rewritePost, type ResolvedEntry } from './writePosts.ts'
import { writeSchedules, type PlannedSchedule } from './writeSchedules.ts'

export interface WritePlanArgs {
  actor: { id: string; name: string } | null
  directory: PlanDirectory
  files: ReadonlyMap<string, CoverFile>
  imports: readonly PlannedImport[]
  now: Date
  payload: Payload
}

type Writable = Exclude<PlannedImport, { action: 'skip' }>

/** Writes a valid plan in one transaction; where anything fails, files on disk are taken back as well. */
export async function writePlan(args: WritePlanArgs): Promise<void> {
  const writable = args.imports.filter((one): one is Writable => one.action !== 'skip')

  if (writable.length === 0) {
    return
  }

  const covers = await storeCovers({ ...args, alts: findAlts(args, writable), files: [...args.files.values()] })

  try {
    await inTransaction(args.payload, async (req) => {
      await takeTurn({ ...args, req, writable })
      await covers.insert(req)

      const resolved = await resolve({ ...args, covers, req, writable })
      const schedules = await writeAllPosts({ ...args, req, resolved, writable })

      await writeSchedules({ ...args, req, schedules })
    })
  } catch (error) {
    await covers.discard()
    throw error
  }
}

interface StepArgs extends WritePlanArgs {
  req: PayloadRequest
  writable: readonly Writable[]
}

/**
 * Lets one import write at a time: the second one's transaction meets the first one's row and begins anew.
 *
 * What the plan was compared with may have changed since, so keys that are new are looked for once more.
 */
async function takeTurn({ actor, now, payload, req, writable }: StepArgs): Promise<void> {
  const session = await sessionOf(req)
  const options = session === undefined ? {} : { session }
  const keys = writable.filter(({ action }) => action === 'create').map(({ entry }) => entry.importKey)

  await rawCollection<{ _id: string }>(payload, 'import_runs').updateOne(
    { _id: 'plan' },
    { $inc: { runs: 1 }, $set: { actor, at: now, rows: writable.length } },
    { ...options, upsert: true },
  )

  const taken = await rawCollection(payload, POSTS).countDocuments(
    { deletedAt: null, importKey: { $in: keys } },
    options,
  )

  if (taken > 0) {
    throw conflict('IMPORT_OVERTAKEN')
  }
}

/** A picture is described by the title of the first row that shows it. */
function findAlts({ files }: WritePlanArgs, writable: readonly Writable[]): Map<string, string> {
  const alts = new Map<string, string>()

  for (const { entry } of writable) {
    const file = entry.cover === null ? undefined : files.get(coverKey(entry.cover))

    if (file !== undefined && !alts.has(file.hash)) {
      alts.set(file.hash, entry.title)
    }
  }

  return alts
}

async function resolve(args: StepArgs & { covers: StoredCovers }): Promise<ResolvedEntry[]> {
  const { covers, directory, files, payload, req, writable } = args
  const toBody = await createMarkdownConverter(payload)
  const findCollaboration = createCollaborationFinder({ directory, payload, req })
  const pickSlug = await createSlugPicker(payload, req)
  const resolved: ResolvedEntry[] = []

  for (const { action, entry } of writable) {
    const { cover } = entry
    const file = cover === null ? undefined : files.get(coverKey(cover))

    resolved.push({
      body: entry.body === '' ? null : toBody(entry.body),
      collaborationId: await findCollaboration(entry),
      coverId: file !== undefined ? covers.idOf(file) : cover?.from === 'library' ? cover.mediaId : null,
      entry,
      slug: action === 'create' ? pickSlug(entry.title) : '',
    })
  }

  return resolved
}

async function writeAllPosts(args: StepArgs & { resolved: readonly ResolvedEntry[] }): Promise<PlannedSchedule[]> {
  const { now, payload, req, resolved, writable } = args
  const isNew = (_one: ResolvedEntry, index: number): boolean => writable[index]?.action === 'create'
  const ids = await insertPosts({ now, payload, req, resolved: resolved.filter(isNew) })
  const schedules: PlannedSchedule[] = []

  for (const [index, one] of resolved.entries()) {
    const planned = writable[index]

    if (planned?.action === 'update') {
      await rewritePost({ now, payload, postId: planned.known.postId, req, resolved: one })
    }

    schedules.push({
      entry: one.entry,
      postId: planned?.action === 'update' ? planned.known.postId : (ids.shift() ?? ''),
      scheduleId: planned?.action === 'update' ? planned.known.scheduleId : null,
    })
  }

  return schedules
}
