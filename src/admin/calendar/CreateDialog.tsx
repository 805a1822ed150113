'use client'

import { Button, Link } from '@payloadcms/ui'
import { useState } from 'react'

import type { CalendarChannel } from '../../calendar/readFilters.ts'
import type { ScheduleState } from '../../domain/publication.ts'
import { POSTS, SCHEDULES } from '../../domain/slugs.ts'
import { Dialog } from '../elements/Dialog.tsx'
import { ChannelChoice } from '../post/ChannelChoice.tsx'
import { instantOf, type WallClock } from '../post/wallClock.ts'
import { WhenFields } from '../post/WhenFields.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { PostChoice } from './PostChoice.tsx'

export interface Draft {
  post: { id: string; title: string } | null
  when: WallClock
}

interface CreateDialogProps {
  channels: readonly CalendarChannel[]
  draft: Draft
  onClose: () => void
  onDone: () => void
}

/** Plans a post at an empty slot, or one that was dropped there; saved as planned, or armed at once. */
export function CreateDialog({ channels, draft, onClose, onDone }: CreateDialogProps) {
  const { say } = useText()
  const { admin, api } = useUrls()
  const { isBusy, run } = useAct()
  const [post, setPost] = useState(draft.post)
  const [when, setWhen] = useState(draft.when)
  const [channelIds, setChannelIds] = useState<string[]>([])
  const publishAt = instantOf(when)
  const isComplete = post !== null && publishAt !== null && channelIds.length > 0

  const save = async (state: ScheduleState): Promise<void> => {
    const json = { channels: channelIds, post: post?.id, publishAt, publishAt_tz: when.timeZone, state }
    const isSaved = await run(
      () => requestJson(api(`/${SCHEDULES}?depth=0`), { json, method: 'POST' }),
      say('schedule:created'),
    )

    if (isSaved) {
      onDone()
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
        <div className="drumbeat-actions">
          <Button disabled={!isComplete || isBusy} margin={false} size="small" type="submit">
            {say('schedule:plan')}
          </Button>
          <Button
            buttonStyle="secondary"
            disabled={!isComplete || isBusy}
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
