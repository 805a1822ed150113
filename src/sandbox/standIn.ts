import type { Response, Router } from 'express'

import type { Labels } from '../domain/labels.ts'
import { SECOND } from '../domain/duration.ts'
import type { Fault } from './fault.ts'
import type { SandboxDraft } from './records.ts'

/** How slow a slow platform is; adapters are patient enough for it. */
export const SLOW_MS = 5 * SECOND

/**
 * A platform that speaks the documented protocol, for rehearsals and tests.
 *
 * One file per kind in src/sandbox/platforms, one line in `STAND_INS`. Its routes lie below `/:account`, so that
 * `request.params.account` is the channel's slug.
 */
export interface StandIn {
  kind: string
  createRouter: (context: StandInContext) => Router
  /** What of the real platform it does not show; on its page and in the docs. */
  doesNotStandFor: Labels
  /** The faults that can be switched on, `off` first. */
  faults: readonly Fault[]
}

/** What a post looks like on the account's phone. */
export type StandInDraft = Omit<SandboxDraft, 'accountKind' | 'accountName'>

export interface PublishArgs {
  account: string
  draft: StandInDraft
  /** The platform's own key of de-duplication: a second post under it is the first one. */
  key?: string
}

/** What a stand-in may use; it remembers nothing by itself, because several web processes serve it. */
export interface StandInContext {
  clock: () => Date
  /** Whether a text is what adapters in rehearsal show for every secret. */
  isToken: (text: string) => boolean
  /** The fault that is switched on for the account, counted as met; ask once per call that publishes. */
  meetFault: (account: string) => Promise<Fault>
  /** Numbers from 1 on, per account and name: message ids. */
  nextNumber: (account: string, name: string) => Promise<number>
  objects: StandInObjects
  /** Shows a post on the account's phone; gives the key under which it stands. */
  publish: (args: PublishArgs) => Promise<{ at: Date; isNew: boolean; key: string }>
  /** Keeps what was uploaded; gives the path at which the pages show it. */
  storeFile: (file: { bytes: Uint8Array; mimeType: string }) => Promise<string>
  wait: (ms: number) => Promise<void>
  /** True when there was something to withdraw. */
  withdraw: (account: string, key: string) => Promise<boolean>
}

/** Small things that a platform remembers for a while: uploads, drafts, jobs, tokens. Values are JSON. */
export interface StandInObjects {
  find: (account: string, type: string, id: string) => Promise<Record<string, unknown> | null>
  list: (account: string, type: string) => Promise<{ id: string; value: Record<string, unknown> }[]>
  put: (account: string, type: string, id: string, value: Record<string, unknown>) => Promise<void>
  remove: (account: string, type: string, id: string) => Promise<boolean>
}

export interface UnderFaultArgs {
  account: string
  context: StandInContext
  /** The platform's own words for the faults at which it takes nothing. */
  refuse: Partial<Record<Fault, (response: Response) => unknown>>
  response: Response
  /** Takes the post; gives the answer. Gets the fault, for what shows only later, such as a review. */
  take: (fault: Fault) => Promise<{ body: unknown; status?: number }>
}

/** Answers the call that publishes, under the fault that is switched on for the account. */
export async function underFault({ account, context, refuse, response, take }: UnderFaultArgs): Promise<void> {
  const fault = await context.meetFault(account)
  const refusal = refuse[fault]

  if (refusal !== undefined) {
    refusal(response)
    return
  }

  if (fault === 'error') {
    response.status(500).type('html').send('<h1>Internal Server Error</h1>')
    return
  }

  if (fault === 'slow') {
    await context.wait(SLOW_MS)
  }

  const { body, status = 200 } = await take(fault)

  if (fault === 'drop') {
    response.destroy()
  } else if (fault === 'accept-504') {
    response.status(504).type('html').send('<h1>504 Gateway Time-out</h1>')
  } else {
    response.status(status).json(body)
  }
}
