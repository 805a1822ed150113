'use client'

import { MINUTE } from '../../domain/duration.ts'
import type { ReleaseAction } from '../../domain/release/release.ts'
import { CHALLENGES, OFFERS, POSTS, SCHEDULES } from '../../domain/slugs.ts'
import { formatInstant } from '../format/formatInstant.ts'
import { useViewerZone } from '../format/useViewerZone.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

export interface Subject {
  id: string
  slug: string
  title: string
}

interface Found {
  docs: {
    campaign?: unknown
    id: string
    name?: string
    post?: Found['docs'][number]
    publishAt?: string
    title?: string
  }[]
}

const LIMIT = '100'

/** What an action can be about: plans that are not armed, posts that are out, offers and challenges; the campaign's own first. */
export function useSubjects({ action, campaignId }: { action: ReleaseAction; campaignId: string }): Subject[] {
  const { language } = useText()
  const timeZone = useViewerZone()
  const { api } = useUrls()
  const locale = language.startsWith('zh') ? 'zh' : 'en'
  const ask = (slug: string, query: Record<string, string>) =>
    api(`/${slug}?${new URLSearchParams({ limit: LIMIT, locale, 'fallback-locale': 'zh', ...query }).toString()}`)
  const isAct = action === 'start' || action === 'stop'
  const schedules = usePolled<Found>({
    intervalMs: MINUTE,
    url:
      action === 'publish'
        ? ask(SCHEDULES, { depth: '1', sort: 'publishAt', 'where[state][in]': 'planned,paused' })
        : null,
  })
  const posts = usePolled<Found>({
    intervalMs: MINUTE,
    url:
      action === 'withdraw'
        ? ask(POSTS, { depth: '0', sort: '-updatedAt', 'where[_status][equals]': 'published' })
        : null,
  })
  const offers = usePolled<Found>({ intervalMs: MINUTE, url: isAct ? ask(OFFERS, { depth: '0' }) : null })
  const challenges = usePolled<Found>({ intervalMs: MINUTE, url: isAct ? ask(CHALLENGES, { depth: '0' }) : null })
  const named = (slug: string, { data }: { data: Found | null }) =>
    (data?.docs ?? []).map(({ campaign, id, name, post, publishAt, title }) => ({
      id,
      isOwn: idOf(post === undefined ? campaign : post.campaign) === campaignId,
      slug,
      title:
        publishAt === undefined
          ? (name ?? title ?? '')
          : `${post?.title ?? ''} · ${formatInstant({ at: publishAt, form: 'short', language, timeZone })}`,
    }))

  return [
    ...named(SCHEDULES, schedules),
    ...named(POSTS, posts),
    ...named(OFFERS, offers),
    ...named(CHALLENGES, challenges),
  ]
    .sort((one, other) => Number(other.isOwn) - Number(one.isOwn))
    .map(({ isOwn: _isOwn, ...subject }) => subject)
}

const idOf = (relation: unknown): unknown =>
  typeof relation === 'object' && relation !== null && 'id' in relation ? relation.id : relation
