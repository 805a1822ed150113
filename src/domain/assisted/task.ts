import type { PlatformTotals } from '../platformTotals.ts'
import type { PublicationState } from '../publication.ts'
import type { Pack } from './pack.ts'

/** What one person does to publish one post by hand, as the page shows it; instants are ISO texts. */
export interface TaskView {
  /** The user's id; null while it is nobody's. */
  assignee: string | null
  attested: { at: string; by: string; isUnseen: boolean } | null
  channel: { id: string; kind: string; name: string; timeZone: string }
  /** The steps of the checklist that are ticked, by their place. */
  done: readonly number[]
  dueAt: string
  /** What the platform's own figures were when somebody last entered them. */
  figures: PlatformTotals
  id: string
  /** False where a post has no address that could be pasted. */
  isAddressed: boolean
  /** Where the person publishes. */
  openUrl: string | null
  /** Who may be given the task. */
  operators: readonly { id: string; name: string }[]
  pack: Pack
  post: { id: string; title: string }
  state: PublicationState
  url: string | null
  /** Why its pack is not handed out, for people: it has ended unpublished, or a licence does not reach so far; null when it is. */
  withheld: string | null
}

/** What may be changed of a task; what is absent stays. */
export interface TaskChange {
  assignee?: string | null
  done?: readonly number[]
}
