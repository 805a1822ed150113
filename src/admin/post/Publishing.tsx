'use client'

import { Gutter, SetDocumentStepNav, useConfig } from '@payloadcms/ui'

import { POSTS } from '../../domain/slugs.ts'
import type { PostBoard } from '../data/postBoard.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { FiguresPanel } from '../figures/FiguresPanel.tsx'
import { ChannelPreviews } from '../preview/ChannelPreviews.tsx'
import { useText } from '../text/useText.ts'
import { EditedBanner } from './EditedBanner.tsx'
import { PublicationsPanel } from './PublicationsPanel.tsx'
import { SchedulesPanel } from './SchedulesPanel.tsx'
import { usePostBoard } from './usePostBoard.ts'

interface PublishingProps {
  initial: PostBoard | null
  postId: string
}

/** A post's tab of its going out: schedules, publications, previews and figures. */
export function Publishing({ initial, postId }: PublishingProps) {
  const { say } = useText()
  const { getEntityConfig } = useConfig()
  const collection = getEntityConfig({ collectionSlug: POSTS })
  const { data: board, hasFailed, refresh } = usePostBoard(postId, initial)

  return (
    <Gutter className="drumbeat-panel drumbeat-publishing">
      <SetDocumentStepNav
        collectionSlug={POSTS}
        id={postId}
        pluralLabel={collection.labels?.plural ?? ''}
        useAsTitle="title"
        view={say('post:tab')}
      />
      {hasFailed && <p role="status">{say('general:loadFailed')}</p>}
      {board === null ? (
        <Empty>{say('general:loading')}</Empty>
      ) : (
        <>
          <EditedBanner board={board} onDone={refresh} />
          <div className="drumbeat-columns">
            <div className="drumbeat-columns__main">
              <SchedulesPanel board={board} onDone={refresh} postId={postId} />
              <PublicationsPanel board={board} onDone={refresh} />
              <FiguresPanel id={postId} kind="post" />
            </div>
            <Section className="drumbeat-columns__aside" title={say('preview:title')}>
              <ChannelPreviews firstChannelId={board.schedules[0]?.channels[0]?.id} postId={postId} />
            </Section>
          </div>
        </>
      )}
    </Gutter>
  )
}
