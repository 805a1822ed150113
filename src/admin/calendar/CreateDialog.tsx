'use client'

import { Button, Link } from '@payloadcms/ui'
import { useState } from 'react'

import type { CalendarChannel } from '../../calendar/readFilters.ts'
import type { ScheduleState } from '../../domain/publication.ts'
import { POSTS } from '../../domain/slugs.ts'
import { Dialog } from '../elements/Dialog.tsx'
import { ChannelChoice } from '../post/ChannelChoice.tsx'
import { instantOf, type WallClock, wallClockOf } from '../post/wallClock.ts'
import { WhenFields } from '../post/WhenFields.tsx'
import { RecurrenceFields } from '../recurrence/RecurrenceFields.tsx'
import { useUrls } from '../requests/useUrls.ts'
import { ScheduleFindings } from '../rhythm/ScheduleFindings.tsx'
import { useText } from '../text/useText.ts'
import { PostChoice } from './PostChoice.tsx'
import type { Moves } from './useMoves.ts'

export interface Draft {
  post: { id: string; title: string } | null
  when: WallClock
}

interface CreateDialogProps {
  channels: readonly CalendarChannel[]
  draft: Draft
  moves: Pick<Moves, 'create' | 'isBusy'>
  onClose: () => void
}

/** Plans a post at an empty slot, or one that was dropped there; saved as planned, or armed at once. */
export function CreateDialog({ channels, draft, moves: { create, isBusy }, onClose }: CreateDialogProps) {
  const { say } = useText()
  const { admin } = useUrls()
  const [post, setPost] = useState(draft.post)
  const [when, setWhen] = useState(draft.when)
  const [channelIds, setChannelIds] = useState<string[]>([])
  const [recurrence, setRecurrence] = useState<string | null>(null)
  const publishAt = instantOf(when)
  const plan =
    post === null || publishAt === null || channelIds.length === 0
      ? null
      : { channels: channelIds, post: post.id, publishAt, publishAt_tz: when.timeZone, recurrence }

  const save = async (state: ScheduleState): Promise<void> => {
    if (plan !== null && (await create({ ...plan, state }))) {
      onClose()
    }
  }

  return (
    <Dialog onClose={onClose} title={say('calendar:createTitle')}>
      <form
        className="drumbeat-question"
        onSubmit={(event) => {
          event.preventDefault()
          void save('planned')
        }}
      >
        <PostChoice chosen={post} onChange={setPost} />
        <ChannelChoice
          channels={channels.map((channel) => ({ ...channel, mode: channel.mode as 'live' | 'paused' | 'rehearsal' }))}
          chosen={channelIds}
          onChange={setChannelIds}
        />
        <WhenFields onChange={setWhen} when={when} />
        <RecurrenceFields
          onChange={setRecurrence}
          publishAt={publishAt}
          recurrence={recurrence}
          timeZone={when.timeZone}
        />
        {plan !== null && (
          <ScheduleFindings
            onDropChannel={(id) => setChannelIds((ids) => ids.filter((each) => each !== id))}
            onMove={(at) => setWhen(wallClockOf(at, when.timeZone))}
            plan={plan}
          />
        )}
        <div className="drumbeat-actions">
          <Button disabled={plan === null || isBusy} margin={false} size="small" type="submit">
            {say('schedule:plan')}
          </Button>
          <Button
            buttonStyle="secondary"
            disabled={plan === null || isBusy}
            margin={false}
            onClick={() => void save('armed')}
            size="small"
            type="button"
          >
            {say('schedule:armNow')}
          </Button>
          <Button buttonStyle="subtle" margin={false} onClick={onClose} size="small" type="button">
            {say('general:close')}
          </Button>
        </div>
        <p className="drumbeat-muted">
          {say('schedule:armHelp')}{' '}
          <Link href={admin(`/collections/${POSTS}/create`)} prefetch={false}>
            {say('calendar:newPost')}
          </Link>
        </p>
      </form>
    </Dialog>
  )
}
