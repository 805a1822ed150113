import { type Db, ObjectId } from 'mongodb'

import { NotFoundError } from '../../src/domain/errors.ts'
import { type MarkStyle, STANDARD_MARK } from '../../src/domain/rendition/markStyle.ts'
import type { RenditionsForArgs } from '../../src/domain/rendition/renditions.ts'
import { BRAND_ASSETS, CHANNELS, MEDIA } from '../../src/domain/slugs.ts'
import { digest, type Mark, versionOfFile } from './mediaSource.ts'

/** The logo of a brand asset: its first file, laid as the asset says. Throws `NotFoundError` where there is none. */
export async function findMark(db: Db, id: string): Promise<Mark> {
  const asset = ObjectId.isValid(id) ? await db.collection(BRAND_ASSETS).findOne({ _id: new ObjectId(id) }) : null
  const [first] = (asset?.['files'] ?? []) as unknown[]
  const file = first instanceof ObjectId ? await db.collection(MEDIA).findOne({ _id: first }) : null

  if (asset === null || file === null) {
    throw new NotFoundError(`There is no logo in brand asset ${id}`)
  }

  const given = (asset['mark'] ?? {}) as { [Key in keyof MarkStyle]?: MarkStyle[Key] | null }
  const style: MarkStyle = {
    marginPercent: given.marginPercent ?? STANDARD_MARK.marginPercent,
    opacityPercent: given.opacityPercent ?? STANDARD_MARK.opacityPercent,
    position: given.position ?? STANDARD_MARK.position,
    widthPercent: given.widthPercent ?? STANDARD_MARK.widthPercent,
  }

  return { file, style, version: digest([versionOfFile(file), style]) }
}

/** The brand asset that a channel wants on its pictures, or the one that is named; null for none. */
export async function findMarkId(
  db: Db,
  { channel, mark = null }: Pick<RenditionsForArgs, 'channel' | 'mark'>,
): Promise<string | null> {
  if (channel === undefined || !ObjectId.isValid(channel)) {
    return mark
  }

  const found = await db.collection(CHANNELS).findOne({ _id: new ObjectId(channel) }, { projection: { watermark: 1 } })
  const watermark: unknown = found?.['watermark']

  return watermark instanceof ObjectId ? watermark.toHexString() : mark
}
