import type { Payload } from 'payload'

import { NO_POST, probeLiveUrl } from '../../src/channels/assisted/probeLiveUrl.ts'
import { readPublicAccount } from '../../src/channels/readAccount.ts'
import { rawCollection } from '../../src/database/handles.ts'
import { decideLiveUrl, withFurtherHosts } from '../../src/domain/assisted/liveUrl.ts'
import type { ChannelRegistry, SafeFetch } from '../../src/domain/channelAdapter.ts'
import { SECOND } from '../../src/domain/duration.ts'
import type { Reason } from '../../src/domain/errors.ts'
import { reason } from '../../src/domain/reasons/reason.ts'
import { CHANNELS } from '../../src/domain/slugs.ts'
import type { StoredRow } from '../arming/sources.ts'

export interface CheckAttestationArgs {
  channels: Pick<ChannelRegistry, 'find'>
  /** `url`: what was pasted; `isSeenByPerson`: the person has looked where no machine could. */
  data: Readonly<Record<string, unknown>>
  /** The one that refuses private addresses. */
  fetch: SafeFetch
  payload: Payload
  row: StoredRow
}

export interface AttestationCheck {
  data: Record<string, unknown>
  /** True where the channel's posts are made by a person. */
  isByHand: boolean
  isUnseen: boolean
  isUrlRequired: boolean
  reasons: readonly Reason[]
}

const TIMEOUT_MS = 10 * SECOND

/**
 * Looks at what a person pasted as the address of a post that was published by hand.
 *
 * Another platform's address is refused for good. Where nothing can be seen the person is told, and may record it all the
 * same. A channel that publishes by itself takes any address: somebody found there what was unclear.
 */
export async function checkAttestation(args: CheckAttestationArgs): Promise<AttestationCheck> {
  const { channels, data, fetch, payload, row } = args
  const document = await rawCollection(payload, CHANNELS).findOne({ _id: row.channel })
  const account = readPublicAccount(document ?? {})
  const assisted = channels.find(account.kind)?.manifest.assisted

  if (assisted === undefined) {
    return { data: { ...data }, isByHand: false, isUnseen: false, isUrlRequired: true, reasons: [] }
  }

  const platform = withFurtherHosts(assisted, account.settings)
  const text = typeof data['url'] === 'string' ? data['url'] : ''
  const decision = decideLiveUrl({ assisted: platform, channel: account.kind, text })
  const checked = {
    data: { ...data },
    isByHand: true,
    isUnseen: false,
    isUrlRequired: assisted.liveUrlHosts.length > 0,
    reasons: [],
  }

  switch (decision.action) {
    case 'refuse':
      return { ...checked, reasons: [decision.reason] }
    case 'take':
      return checked
    case 'check': {
      const { url } = decision
      const found = await probeLiveUrl({ assisted: platform, fetch, signal: AbortSignal.timeout(TIMEOUT_MS), url })

      if (found.kind === 'leads-away') {
        const values = { channel: account.kind, host: found.host }

        return { ...checked, reasons: [reason('LIVE_URL_LEADS_AWAY', { path: 'url', values })] }
      }

      if (found.kind === 'unseen' && data['isSeenByPerson'] !== true) {
        return { ...checked, reasons: [unseen(found.code, account.kind)] }
      }

      // Where it led, and not the short link: figures are matched by the post's own address.
      return { ...checked, data: { ...data, url: found.url }, isUnseen: found.kind === 'unseen' }
    }
  }
}

/** One code, because a person may say of both that they have looked. */
function unseen(code: string, channel: string): Reason {
  const values = { channel, code }
  const { message } = reason('LIVE_URL_NO_POST', { values })

  return code === NO_POST
    ? { code: 'LIVE_URL_UNREACHABLE', message, path: 'url', says: 'LIVE_URL_NO_POST', values }
    : reason('LIVE_URL_UNREACHABLE', { path: 'url', values: { code } })
}
