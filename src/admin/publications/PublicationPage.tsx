'use client'

import { Button, Gutter, Link } from '@payloadcms/ui'

import { SECOND } from '../../domain/duration.ts'
import { POSTS, PUBLICATIONS } from '../../domain/slugs.ts'
import type { PublicationDetail } from '../data/publicationDetail.ts'
import { ModePill } from '../elements/ModePill.tsx'
import { Section } from '../elements/Section.tsx'
import { StatePill } from '../elements/StatePill.tsx'
import { ChannelLook } from '../preview/ChannelLook.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { Facts } from './Facts.tsx'
import { PublicationActions } from './PublicationActions.tsx'
import { PublicationTitle } from './PublicationTitle.tsx'
import { Reason } from './Reason.tsx'
import { Timeline } from './Timeline.tsx'

/** One publication: how it stands and why, what a person may do, when what happened, and what exactly goes out. */
export function PublicationPage({ initial }: { initial: PublicationDetail }) {
  const { language, say } = useText()
  const { admin, api } = useUrls()
  const { data, refresh } = usePolled<PublicationDetail>({
    initial,
    intervalMs: 2 * SECOND,
    url: api(`/drumbeat/publications/${initial.summary.id}?${new URLSearchParams({ language }).toString()}`),
  })
  const detail = data ?? initial
  const { channel, error, isRehearsal, post, state, unwanted, url } = detail.summary

  return (
    <Gutter className="drumbeat-panel">
      <PublicationTitle title={`${post.title} · ${channel.name}`} />
      <div className="drumbeat-columns">
        <div className="drumbeat-columns__main">
          <Section
            aside={
              <>
                {isRehearsal && <ModePill mode="rehearsal" />}
                <StatePill state={state} />
              </>
            }
            title={`${post.title} · ${channel.name}`}
          >
            <Reason error={error} state={state} unwanted={unwanted} />
            {isRehearsal && <p className="drumbeat-muted">{say('publication:rehearsed')}</p>}
            {detail.isSuperseded && <p className="drumbeat-muted">{say('publication:superseded')}</p>}
            <div className="drumbeat-actions">
              <PublicationActions onDone={refresh} publication={detail.summary} />
              {(state === 'awaiting-operator' || detail.isAttested) && (
                <Button
                  buttonStyle="primary"
                  el="link"
                  margin={false}
                  size="small"
                  url={admin(`/collections/${PUBLICATIONS}/${detail.summary.id}/task`)}
                >
                  {say('task:open')}
                </Button>
              )}
              {url !== null && (
                <Button buttonStyle="secondary" el="anchor" margin={false} newTab size="small" url={url}>
                  {say('publication:live')}
                </Button>
              )}
            </div>
            <Link href={admin(`/collections/${POSTS}/${post.id}/publishing`)}>{say('publication:openPost')}</Link>
          </Section>
          <Timeline detail={detail} />
          <Facts detail={detail} />
        </div>
        <Section className="drumbeat-columns__aside" title={say('publication:content')}>
          <ChannelLook channel={channel} rendered={detail.content.rendered} />
          <details className="drumbeat-raw">
            <summary>{say('publication:contentAsSent')}</summary>
            <pre>{JSON.stringify(detail.content.rendered, null, 2)}</pre>
          </details>
        </Section>
      </div>
    </Gutter>
  )
}
