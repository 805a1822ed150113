export type {
  ChannelAccount,
  ChannelAdapter,
  ChannelKind,
  ChannelLimits,
  ChannelManifest,
  CommitArgs,
  CommitResult,
  Finding,
  Receipt,
  ReconcileResult,
  RenderArgs,
  SafeFetch,
  ValidateArgs,
} from '../domain/channelAdapter.ts'
export type { ChannelContent, PostSnapshot, RenderedContent, VariantSnapshot } from '../domain/content.ts'
export type { EngagementFact, EngagementType } from '../domain/engagement.ts'
export { ChannelError, type ChannelErrorClass } from '../domain/errors.ts'
export type { PublicationError, PublicationRow, PublicationState, ScheduleState } from '../domain/publication.ts'
export type { Role, Scope } from '../domain/roles.ts'
export type { DrumbeatOptions } from './options.ts'
