'use client'

import { Button, Link } from '@payloadcms/ui'
import { useEffect, useRef } from 'react'

import { type CalendarEntry, isMovable } from '../../domain/calendar/entry.ts'
import { POSTS, PUBLICATIONS } from '../../domain/slugs.ts'
import { Instant } from '../elements/Instant.tsx'
import { StagePill } from '../elements/StagePill.tsx'
import { ChannelPreviews } from '../preview/ChannelPreviews.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { Checks } from './Checks.tsx'
import { EntryActions, type EntryActionsProps } from './EntryActions.tsx'
import { stateKey } from './Filters.tsx'
import type { Choices } from './useChoices.ts'

interface SidePanelProps extends Omit<EntryActionsProps, 'channel'> {
  choices: Choices
  entry: CalendarEntry
  onClose: () => void
  onMoveTo: (publishAt: string) => void
  /** Another for each time that a person opens an entry. */
  opening: unknown
}

/** One entry in full: where it stands, what is against it, what a person can do, how it will look. */
export function SidePanel({ choices, entry, onClose, onMoveTo, opening, ...acts }: SidePanelProps) {
  const { say } = useText()
  const { admin } = useUrls()
  const heading = useRef<HTMLHeadingElement>(null)
  const channel = choices.channelById.get(entry.channel)
  const nameIn = (list: readonly { id: string; name: string }[], id: string | null) =>
    list.find((each) => each.id === id)?.name
  const facts = [
    [say('publication:channel'), channel?.name],
    [say('calendar:campaigns'), nameIn(choices.campaigns, entry.campaign)],
    [say('calendar:partners'), nameIn(choices.partners, entry.partner)],
    [say('calendar:authors'), nameIn(choices.authors, entry.author)],
  ].filter((fact): fact is [string, string] => fact[1] !== undefined)

  // Not when the entry is moved or armed meanwhile: the person may be typing by then.
  useEffect(() => heading.current?.focus(), [opening])

  return (
    <section
      aria-label={say('calendar:details')}
      className="drumbeat-section drumbeat-side"
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <header className="drumbeat-side__head">
        <h2 className="drumbeat-side__title" ref={heading} tabIndex={-1}>
          <Link href={admin(`/collections/${POSTS}/${entry.post}`)} prefetch={false}>
            {entry.title || '—'}
          </Link>
        </h2>
        <Button buttonStyle="subtle" margin={false} onClick={onClose} size="small" type="button">
          {say('general:close')}
        </Button>
      </header>
      <div className="drumbeat-row__where">
        <strong>{say(stateKey(entry.state))}</strong>
        <StagePill stage={entry.stage} />
        <Instant at={entry.at} channelZone={entry.timeZone} form="full" />
      </div>
      {entry.reason !== null && (
        <p className="drumbeat-reason">
          <span className="drumbeat-reason__cause">{entry.reason.message}</span>
          <span className="drumbeat-reason__code">{entry.reason.code}</span>
        </p>
      )}
      <dl className="drumbeat-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isMovable(entry) && <Checks entry={entry} mayPlan={acts.mayPlan && !entry.isRepeating} onMoveTo={onMoveTo} />}
      <EntryActions channel={channel?.name ?? ''} entry={entry} {...acts} />
      <div className="drumbeat-row__where">
        <Link href={admin(`/collections/${POSTS}/${entry.post}/publishing`)} prefetch={false}>
          {say('post:openPublishing')}
        </Link>
        {entry.publication !== null && (
          <Link href={admin(`/collections/${PUBLICATIONS}/${entry.publication}`)} prefetch={false}>
            {say('publication:title')}
          </Link>
        )}
        {entry.url !== null && (
          <a href={entry.url} rel="noreferrer" target="_blank">
            {say('publication:live')}
          </a>
        )}
      </div>
      <ChannelPreviews firstChannelId={entry.channel} key={entry.post} postId={entry.post} />
    </section>
  )
}
