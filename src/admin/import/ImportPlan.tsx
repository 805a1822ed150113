'use client'

import { Banner, Button, toast } from '@payloadcms/ui'
import { useState } from 'react'

import type { ImportReport } from '../../domain/plan/report.ts'
import { Section } from '../elements/Section.tsx'
import { reasonsOf } from '../requests/requestJson.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { FileDrop } from './FileDrop.tsx'
import { ImportOutcome } from './ImportOutcome.tsx'
import { sendPlan } from './sendPlan.ts'

interface Sent {
  file: File
  report: ImportReport
}

/** Takes a content plan: a dry run first, with every problem by row and column; then all of it, or nothing. */
export function ImportPlan() {
  const { say } = useText()
  const { api } = useUrls()
  const [isBusy, setIsBusy] = useState(false)
  const [sent, setSent] = useState<Sent | null>(null)

  const send = async (file: File, isDryRun: boolean): Promise<void> => {
    setIsBusy(true)

    try {
      setSent({ file, report: await sendPlan({ file, isDryRun, url: api('/import/plan') }) })
    } catch (error) {
      toast.error(say('import:unreadable'), { description: reasonsOf(error).join('\n') })
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <>
      <p className="drumbeat-muted">{say('import:help')}</p>
      <Section
        aside={
          <Button buttonStyle="secondary" el="anchor" margin={false} size="small" url={api('/import/template')}>
            {say('import:template')}
          </Button>
        }
        title={say(sent === null ? 'import:choose' : 'import:again')}
      >
        <FileDrop isBusy={isBusy} onFile={(file) => void send(file, true)} />
        <p aria-live="polite" className="drumbeat-muted">
          {isBusy && say('import:working')}
        </p>
      </Section>
      {sent !== null && (
        <Section title={sent.report.dryRun ? say('import:dryRun', { file: sent.file.name }) : say('import:success')}>
          {sent.report.ok ? (
            <Banner type="success">
              {sent.report.dryRun
                ? say('import:fine', { count: sent.report.created + sent.report.updated })
                : say('import:success')}
            </Banner>
          ) : (
            <Banner type="error">{say('import:errors', { count: sent.report.problems.length })}</Banner>
          )}
          <ImportOutcome report={sent.report} />
          {sent.report.ok && sent.report.dryRun && (
            <div className="drumbeat-actions">
              <Button disabled={isBusy} margin={false} onClick={() => void send(sent.file, false)} type="button">
                {say('import:run', { count: sent.report.created + sent.report.updated })}
              </Button>
            </div>
          )}
        </Section>
      )}
    </>
  )
}
