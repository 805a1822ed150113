'use client'

import { Button, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'

import { Instant } from '../elements/Instant.tsx'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface Check {
  accountName: string | null
  expiresAt: string | null
  findings: { code: string; message: string }[]
  isAsked: boolean
  isFine: boolean
  isTold: boolean
}

/** Asks the platform whether the saved account works, and says the answer in words. */
export function CheckAccount() {
  const { id } = useDocumentInfo()
  const { api } = useUrls()
  const { say } = useText()
  const { isBusy, run } = useAct()
  const [check, setCheck] = useState<Check | null>(null)

  const ask = async (): Promise<void> =>
    setCheck(await requestJson<Check>(api(`/channels/${id}/check`), { method: 'POST' }))

  return (
    <div className="drumbeat-account-check" role="status">
      <Button
        buttonStyle="secondary"
        disabled={isBusy}
        onClick={() => void run(ask, say('channel:checked'))}
        size="small"
      >
        {say('channel:check')}
      </Button>
      {check !== null && (
        <>
          <p className={check.isFine ? 'drumbeat-muted' : 'drumbeat-late'}>
            {check.isFine ? say(verdictOf(check)) : say('channel:checkFailed')}
            {check.accountName !== null && ` · ${check.accountName}`}
          </p>
          {check.expiresAt !== null && (
            <p>
              {say('channel:accessEnds')} <Instant at={check.expiresAt} />
            </p>
          )}
          <ul>
            {check.findings.map(({ code, message }) => (
              <li key={`${code} ${message}`}>{message}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

const verdictOf = ({ isAsked, isTold }: Check) => {
  if (!isAsked) {
    return 'channel:checkFine'
  }

  return isTold ? 'channel:checkWorks' : 'channel:checkUntold'
}
