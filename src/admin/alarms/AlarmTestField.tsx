'use client'

import { Button } from '@payloadcms/ui'
import { useState } from 'react'

import { ALARMS_GLOBAL } from '../../domain/slugs.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'

interface TestResult {
  message: string
  ok: boolean
  target: string
}

/** Below the settings of alarms: sends a test to every saved target and says of each whether it arrived. */
export function AlarmTestField() {
  const { say } = useText()
  const { api } = useUrls()
  const { isBusy, run } = useAct()
  const [results, setResults] = useState<readonly TestResult[]>([])

  const test = () =>
    run(async () => {
      setResults([])
      const answer = await requestJson<{ results: TestResult[] }>(api(`/globals/${ALARMS_GLOBAL}/test`), {
        json: {},
        method: 'POST',
      })

      setResults(answer.results)
    }, say('alarmTest:done'))

  return (
    <div className="field-type drumbeat-alarm-test">
      <Button
        buttonStyle="secondary"
        disabled={isBusy}
        margin={false}
        onClick={() => void test()}
        size="small"
        type="button"
      >
        {say('alarmTest:send')}
      </Button>
      <p className="drumbeat-muted">{say('alarmTest:help')}</p>
      <ul aria-live="polite" className="drumbeat-alarms">
        {results.map(({ message, ok, target }) => (
          <li key={target}>
            <span className={`drumbeat-light drumbeat-light--${ok ? 'on' : 'off'}`} />
            <strong>{target}</strong>
            <span className={ok ? 'drumbeat-muted' : 'drumbeat-late'}>{message}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
