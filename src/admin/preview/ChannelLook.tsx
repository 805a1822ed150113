'use client'

import type { FunctionComponent } from 'react'

import { ArticleLook } from './looks/ArticleLook.tsx'
import { ChatLook } from './looks/ChatLook.tsx'
import { FeedLook } from './looks/FeedLook.tsx'
import { FilmLook } from './looks/FilmLook.tsx'
import type { LookProps } from './looks/look.ts'
import { MailLook } from './looks/MailLook.tsx'
import { NoteLook } from './looks/NoteLook.tsx'
import { PlainLook } from './looks/PlainLook.tsx'
import { ThreadLook } from './looks/ThreadLook.tsx'
import { TopicLook } from './looks/TopicLook.tsx'
import { PhoneFrame } from './PhoneFrame.tsx'
import { readShown, type ReadShownArgs } from './readShown.ts'
import { type Look, skinOf } from './skins.ts'

interface ChannelLookProps extends ReadShownArgs {
  channel: { kind: string; name: string }
}

const LOOKS: Readonly<Record<Look, FunctionComponent<LookProps>>> = {
  article: ArticleLook,
  chat: ChatLook,
  feed: FeedLook,
  film: FilmLook,
  mail: MailLook,
  note: NoteLook,
  plain: PlainLook,
  thread: ThreadLook,
  topic: TopicLook,
}

/** What leaves for a channel, on a phone that looks like the channel's platform. */
export function ChannelLook({ channel, ...given }: ChannelLookProps) {
  const skin = skinOf(channel.kind)
  const Chosen = LOOKS[skin.look]

  return (
    <PhoneFrame name={channel.name} skin={skin}>
      <Chosen channelName={channel.name} content={readShown(given)} skin={skin} />
    </PhoneFrame>
  )
}
