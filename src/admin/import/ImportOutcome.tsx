'use client'

import { Pill } from '@payloadcms/ui'

import type { ImportReport } from '../../domain/plan/report.ts'
import { Instant } from '../elements/Instant.tsx'
import { useText } from '../text/useText.ts'

const styles = { create: 'success', skip: 'light', update: 'warning' } as const

/** Every problem by row and column, or what becomes of each row. */
export function ImportOutcome({ report }: { report: ImportReport }) {
  const { language, say } = useText()
  const shown = language.startsWith('zh') ? 'zh' : 'en'

  return report.ok ? (
    <div className="drumbeat-scroll" role="region" tabIndex={0} aria-label={say('import:rowState')}>
      <table className="drumbeat-table">
        <thead>
          <tr>
            <th scope="col">{say('import:row')}</th>
            <th scope="col">{say('publication:post')}</th>
            <th scope="col">{say('schedule:when')}</th>
            <th scope="col">{say('import:rowState')}</th>
          </tr>
        </thead>
        <tbody>
          {report.rows.map(({ action, publishAt, row, title }) => (
            <tr key={row}>
              <td>{row}</td>
              <td>{title}</td>
              <td>
                <Instant at={publishAt} />
              </td>
              <td>
                <Pill pillStyle={styles[action]} size="small">
                  {say(`importAction:${action}`)}
                </Pill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  ) : (
    <div className="drumbeat-scroll" role="region" tabIndex={0} aria-label={say('import:problem')}>
      <table className="drumbeat-table">
        <thead>
          <tr>
            <th scope="col">{say('import:row')}</th>
            <th scope="col">{say('import:column')}</th>
            <th scope="col">{say('import:problem')}</th>
          </tr>
        </thead>
        <tbody>
          {report.problems.map(({ code, column, message, row }, index) => (
            <tr key={`${code}-${row ?? 0}-${index}`}>
              <td>{row ?? '—'}</td>
              <td>{column ?? '—'}</td>
              <td>{message[shown]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
