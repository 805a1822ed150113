'use client'

import { useAuth } from '@payloadcms/ui'

import { SECOND } from '../../domain/duration.ts'
import type { ProgressItem, ReleaseProgress } from '../../domain/release/board.ts'
import { isUnderWay, type OnFailure, RELEASE_ROLES, type RevertMode } from '../../domain/release/release.ts'
import type { Role } from '../../domain/roles.ts'
import { CAMPAIGNS } from '../../domain/slugs.ts'
import { requestJson } from '../requests/requestJson.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

export interface ReleaseChanges {
  items?: readonly Pick<ProgressItem, 'action' | 'after' | 'at' | 'key' | 'subject'>[]
  onFailure?: OnFailure
  revert?: RevertMode
}

export interface UseRelease {
  mayArm: boolean
  mayCancel: boolean
  /** While it is under way, its list is closed. */
  mayEdit: boolean
  progress: null | ReleaseProgress
  refresh: () => Promise<void>
  save: (changes: ReleaseChanges) => Promise<void>
  url: (act: string) => string
}

/** A campaign's release, fresh: every other second while it is under way. */
export function useRelease(campaignId: string): UseRelease {
  const { user } = useAuth()
  const { language } = useText()
  const { api } = useUrls()
  const url = (act: string) => api(`/${CAMPAIGNS}/${campaignId}/release${act}`)
  const read = url(`?${new URLSearchParams({ language }).toString()}`)
  const { data, refresh } = usePolled<ReleaseProgress>({ intervalMs: 5 * SECOND, url: read })
  const isLive = data !== null && isUnderWay(data.state)
  const roles = (user as { roles?: Role[] } | null)?.roles ?? []
  const may = (act: keyof typeof RELEASE_ROLES) => RELEASE_ROLES[act].some((role) => roles.includes(role))

  // The same poll, asked faster while it matters.
  usePolled<ReleaseProgress>({ intervalMs: 2 * SECOND, url: isLive ? read : null })

  return {
    mayArm: may('arm'),
    mayCancel: may('cancel'),
    mayEdit: may('arm') && !isLive,
    progress: data,
    refresh,
    async save({ items, ...rules }) {
      const release = { ...rules, ...(items === undefined ? {} : { items: items.map(toField) }) }

      await requestJson(api(`/${CAMPAIGNS}/${campaignId}?depth=0`), { json: { release }, method: 'PATCH' })
      await refresh()
    },
    url,
  }
}

/** An item as the campaign's field takes it; a schedule brings its own time. */
const toField = ({ action, after, at, key, subject }: NonNullable<ReleaseChanges['items']>[number]) => ({
  action,
  after,
  at: action === 'publish' ? null : at,
  key,
  subject: { relationTo: subject.slug, value: subject.id },
})
