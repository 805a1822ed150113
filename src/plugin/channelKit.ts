/** What adapters are built with: `drumbeat/channels`. Types are in `drumbeat/types` and here alike. */
export {
  badAnswer,
  createApi,
  type Api,
  type ApiAnswer,
  type ApiCall,
  type ApiFailure,
} from '../channels/api/createApi.ts'
export { type ErrorRow, type ErrorTable, errorTable } from '../channels/api/errorTable.ts'
export { readMedia } from '../channels/api/readMedia.ts'
export { redact } from '../channels/api/redact.ts'
export { reviewRejected } from '../channels/api/reviewRejected.ts'
export { findLimitBreaches, findOversize } from '../channels/findLimitBreaches.ts'
export { readRendered } from '../channels/readRendered.ts'
export { renderPost, type RenderedMedia, type RenderedPost } from '../channels/renderPost.ts'
export type * from '../domain/channelAdapter.ts'
export { hasCapability } from '../domain/channelManifest.ts'
export { ChannelError, type ChannelErrorClass, UnauthorizedError } from '../domain/errors.ts'
export { countText } from '../domain/textLength.ts'
