'use client'

import { toast } from '@payloadcms/ui'
import { useState } from 'react'

import type { UnmatchedLine } from '../../domain/assisted/matchExport.ts'
import { Section } from '../elements/Section.tsx'
import { FileDrop } from '../import/FileDrop.tsx'
import { reasonsOf, requestJson } from '../requests/requestJson.ts'
import { useText } from '../text/useText.ts'

interface FiguresImportProps {
  onDone: () => Promise<void>
  /** Of the channel: an export speaks of all its posts. */
  url: string
}

interface Report {
  imported: number
  unmatched: readonly UnmatchedLine[]
}

const TEXTS = {
  ambiguous: 'taskExport:ambiguous',
  'bad-figure': 'taskExport:badFigure',
  'not-found': 'taskExport:notFound',
} as const

/** Takes the file that a platform exports; what could not be counted is listed by its row. */
export function FiguresImport({ onDone, url }: FiguresImportProps) {
  const { say } = useText()
  const [isBusy, setIsBusy] = useState(false)
  const [report, setReport] = useState<Report | null>(null)

  const send = async (file: File): Promise<void> => {
    setIsBusy(true)
    setReport(null)

    try {
      setReport(await requestJson<Report>(url, { body: file, method: 'POST' }))
      await onDone()
    } catch (error) {
      toast.error(say('taskExport:unreadable'), { description: reasonsOf(error).join('\n') })
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Section className="drumbeat-task__import" title={say('taskExport:title')}>
      <p className="drumbeat-muted">{say('taskExport:help')}</p>
      <FileDrop isBusy={isBusy} onFile={(file) => void send(file)} />
      <div aria-live="polite">
        {isBusy && <p className="drumbeat-muted">{say('import:working')}</p>}
        {report !== null && <p>{say('taskExport:imported', { count: report.imported })}</p>}
        {report !== null && report.unmatched.length > 0 && <LinesLeft lines={report.unmatched} />}
      </div>
    </Section>
  )
}

function LinesLeft({ lines }: { lines: readonly UnmatchedLine[] }) {
  const { say } = useText()
  const label = say('taskExport:left', { count: lines.length })

  return (
    <>
      <p className="drumbeat-error">{label}</p>
      <div aria-label={label} className="drumbeat-scroll" role="region" tabIndex={0}>
        <table className="drumbeat-table">
          <thead>
            <tr>
              <th scope="col">{say('import:row')}</th>
              <th scope="col">{say('taskExport:line')}</th>
              <th scope="col">{say('import:problem')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ row, title, why }) => (
              <tr key={row}>
                <td>{row}</td>
                <td>{title}</td>
                <td>{say(TEXTS[why])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
