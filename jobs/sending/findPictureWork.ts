import type { StoredRow } from '../ledger/rows.ts'
import type { MakePicturesArgs, OpenChannel } from './channelCache.ts'

/** What has to be done for the pictures of a publication before it is sent; null where they are known to be made. */
export function findPictureWork(
  { arePicturesMade, makePictures }: OpenChannel,
  { content: { pictures } }: StoredRow,
): ((args: MakePicturesArgs) => Promise<void>) | null {
  return makePictures === undefined || pictures === undefined || arePicturesMade?.(pictures) === true
    ? null
    : (args) => makePictures(pictures, args)
}
