'use client'

import { Banner } from '@payloadcms/ui'

import type { Finding } from '../../domain/channelAdapter.ts'
import { useText } from '../text/useText.ts'

/** What a channel will refuse or spoil. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  const { say } = useText()

  return findings.length === 0 ? (
    <Banner type="success">{say('preview:fine')}</Banner>
  ) : (
    <ul className="drumbeat-findings">
      {findings.map(({ code, message, path, severity }) => (
        <li key={`${code}-${path ?? ''}`}>
          <Banner type={severity === 'error' ? 'error' : 'warning'}>{message}</Banner>
        </li>
      ))}
    </ul>
  )
}
