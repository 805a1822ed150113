'use client'

import { Banner, Button } from '@payloadcms/ui'

import type { FixableFinding } from '../../domain/writing/channelPreview.ts'
import type { Fix } from '../../domain/writing/fix.ts'
import { useText } from '../text/useText.ts'

interface FindingsProps {
  findings: readonly FixableFinding[]
  /** Offers what would mend each finding. */
  onFix?: ((fix: Fix) => void) | undefined
}

/** What a channel will refuse or spoil, with what would mend it. */
export function Findings({ findings, onFix }: FindingsProps) {
  const { say } = useText()

  return findings.length === 0 ? (
    <Banner type="success">{say('preview:fine')}</Banner>
  ) : (
    <ul className="drumbeat-findings">
      {findings.map(({ code, fixes, message, path, severity }) => (
        <li key={`${code}-${path ?? ''}`}>
          <Banner className="drumbeat-finding" type={severity === 'error' ? 'error' : 'warning'}>
            <span>{message}</span>
            {onFix !== undefined && fixes.length > 0 && (
              <span className="drumbeat-finding__fixes">
                {fixes.map((fix) => (
                  <Button
                    buttonStyle="secondary"
                    key={`${fix.act} ${fix.label}`}
                    margin={false}
                    onClick={() => onFix(fix)}
                    size="xsmall"
                    type="button"
                  >
                    {fix.label}
                  </Button>
                ))}
              </span>
            )}
          </Banner>
        </li>
      ))}
    </ul>
  )
}
