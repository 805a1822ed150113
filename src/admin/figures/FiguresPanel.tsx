'use client'

import { MINUTE } from '../../domain/duration.ts'
import type { Figures } from '../../domain/figures.ts'
import { CAMPAIGNS, CHANNELS, POSTS } from '../../domain/slugs.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { useViewerZone } from '../format/useViewerZone.ts'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { FigureBoard } from './FigureBoard.tsx'

const PATHS = {
  all: () => '/drumbeat/figures',
  campaign: (id) => `/${CAMPAIGNS}/${id}/figures`,
  channel: (id) => `/${CHANNELS}/${id}/figures`,
  post: (id) => `/${POSTS}/${id}/figures`,
} satisfies Record<string, (id: string) => `/${string}`>

interface FiguresPanelProps {
  className?: string
  id: string
  kind: keyof typeof PATHS
}

/** The figures of the last seven days of one subject, in days of the viewer. */
export function FiguresPanel({ className, id, kind }: FiguresPanelProps) {
  const { say } = useText()
  const { api } = useUrls()
  const timeZone = useViewerZone()
  const query = new URLSearchParams({ days: '7', timeZone })
  const { data, hasFailed } = usePolled<Figures>({
    intervalMs: MINUTE / 2,
    url: api(`${PATHS[kind](id)}?${query.toString()}`),
  })

  return (
    <Section title={say('figures:title')} {...(className === undefined ? {} : { className })}>
      {data === null ? (
        <Empty>{say(hasFailed ? 'general:loadFailed' : 'general:loading')}</Empty>
      ) : (
        <FigureBoard figures={data} />
      )}
    </Section>
  )
}
