'use client'

import { useDocumentInfo, useFormFields } from '@payloadcms/ui'

import type { ChannelMode } from '../../domain/channelAdapter.ts'
import type { PublicationState } from '../../domain/publication.ts'
import type { ChannelHealth } from '../data/channelHealth.ts'
import { Instant } from '../elements/Instant.tsx'
import { ModePill } from '../elements/ModePill.tsx'
import { usePolled } from '../requests/usePolled.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { CheckAccount } from './CheckAccount.tsx'
import { CredentialsState } from './CredentialsState.tsx'
import { TestMessage } from './TestMessage.tsx'

const BAD: readonly PublicationState[] = ['failed', 'unconfirmed', 'blocked', 'missed', 'awaiting-operator']

/** In the sidebar of a channel: its mode, and how it fared in the last seven days. */
export function ChannelHealthField() {
  const { id } = useDocumentInfo()
  const { say } = useText()
  const { api } = useUrls()
  const mode = useFormFields(([fields]) => fields['mode']?.value as ChannelMode | undefined)
  const { data } = usePolled<ChannelHealth>({ url: id === undefined ? null : api(`/drumbeat/channels/${id}/health`) })

  if (id === undefined || data === null) {
    return null
  }

  const { counts, lastError, lastSuccessAt, rest } = data
  const bad = BAD.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const good = counts.published ?? 0

  return (
    <div className="field-type drumbeat-status">
      <span className="field-label">{say('channel:health')}</span>
      {mode !== undefined && (
        <div className="drumbeat-row__where">
          <ModePill mode={mode} /> <span className="drumbeat-muted">{say(`modeHelp:${mode}`)}</span>
        </div>
      )}
      {rest !== null && (
        <p className="drumbeat-late">
          {say('channel:resting')} {rest.until !== null && <Instant at={rest.until} form="time" />} {rest.reason}
        </p>
      )}
      <dl className="drumbeat-facts">
        <div>
          <dt>{say('channel:outcome7')}</dt>
          <dd>
            {good + bad === 0 ? (
              say('channel:noTraffic')
            ) : (
              <>
                {say('outcome:good', { count: good })}
                {bad > 0 && <span className="drumbeat-late"> · {say('outcome:bad', { count: bad })}</span>}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{say('channel:lastSuccess')}</dt>
          <dd>{lastSuccessAt === null ? say('channel:never') : <Instant at={lastSuccessAt} />}</dd>
        </div>
        {lastError !== null && (
          <div>
            <dt>{say('channel:lastError')}</dt>
            <dd className="drumbeat-late">
              <Instant at={lastError.at} /> {lastError.error.message}
            </dd>
          </div>
        )}
        <CredentialsState />
      </dl>
      <CheckAccount />
      <TestMessage />
    </div>
  )
}
