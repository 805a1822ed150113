import type { ShownContent } from '../readShown.ts'
import type { Skin } from '../skins.ts'

/** What every look is drawn from. */
export interface LookProps {
  channelName: string
  content: ShownContent
  skin: Skin
}
