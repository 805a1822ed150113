'use client'

import { useMemo } from 'react'

import type { CalendarChannel, CalendarFilters } from '../../calendar/readFilters.ts'
import type { TrayPost } from '../../calendar/readTray.ts'
import { MINUTE, SECOND } from '../../domain/duration.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

const NOTHING: CalendarFilters = { authors: [], campaigns: [], channels: [], partners: [] }

export interface Choices extends CalendarFilters {
  channelById: ReadonlyMap<string, CalendarChannel>
}

/** What the calendar can be narrowed to; names come with it. */
export function useChoices(): Choices {
  const { language } = useText()
  const { api } = useUrls()
  const { data } = usePolled<CalendarFilters>({
    intervalMs: MINUTE,
    url: api(`/schedules/calendar/filters?${new URLSearchParams({ language }).toString()}`),
  })

  return useMemo(() => {
    const choices = data ?? NOTHING

    return { ...choices, channelById: new Map(choices.channels.map((channel) => [channel.id, channel])) }
  }, [data])
}

/** Approved posts that stand in no plan. */
export function useTray(search: string): { posts: TrayPost[]; refresh: () => Promise<void> } {
  const { language } = useText()
  const { api } = useUrls()
  const { data, refresh } = usePolled<{ posts: TrayPost[] }>({
    intervalMs: 10 * SECOND,
    url: api(`/schedules/calendar/tray?${new URLSearchParams({ language, search }).toString()}`),
  })

  return { posts: data?.posts ?? [], refresh }
}
