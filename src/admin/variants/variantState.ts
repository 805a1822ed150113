import type { ChannelPreview } from '../../domain/writing/channelPreview.ts'

/** `following`: the post's own words; `own`: words of its own; `parted`: the post changed since they were written. */
export type VariantState = 'following' | 'own' | 'parted'

export interface VariantStateArgs {
  hasVariant: boolean
  /** As last answered; null where nothing was answered yet. */
  parted: ChannelPreview['parted']
}

/** How a channel's words stand to the post's. */
export const variantState = ({ hasVariant, parted }: VariantStateArgs): VariantState => {
  if (!hasVariant) {
    return 'following'
  }

  return parted === true ? 'parted' : 'own'
}
