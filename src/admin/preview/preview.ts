import type { ChannelLimits, Finding } from '../../domain/channelAdapter.ts'
import type { RenderedContent } from '../../domain/content.ts'

/** One channel's answer of `POST /api/posts/:id/preview`. */
export interface ChannelPreview {
  channel: { id: string; kind: string; name: string }
  findings: Finding[]
  limits?: ChannelLimits
  rendered: RenderedContent
}
