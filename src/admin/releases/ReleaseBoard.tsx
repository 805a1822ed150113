'use client'

import { useState } from 'react'

import type { ReleaseReport } from '../../domain/release/report.ts'
import { Empty } from '../elements/Empty.tsx'
import { Section } from '../elements/Section.tsx'
import { useAct } from '../requests/useAct.ts'
import { useText } from '../text/useText.ts'
import { AddItem } from './AddItem.tsx'
import { ReleaseActs } from './ReleaseActs.tsx'
import { ReleaseList } from './ReleaseList.tsx'
import { ReleaseRules } from './ReleaseRules.tsx'
import { ReleaseSummary } from './ReleaseSummary.tsx'
import { useRelease } from './useRelease.ts'

/** The whole tab: how far the release is, what it may do next, its list, and its rules. */
export function ReleaseBoard({ campaignId }: { campaignId: string }) {
  const { say } = useText()
  const release = useRelease(campaignId)
  const { isBusy, run } = useAct()
  const [report, setReport] = useState<null | ReleaseReport>(null)
  const { mayEdit, progress, save } = release

  if (progress === null) {
    return <Empty>{say('general:loading')}</Empty>
  }

  /** What was found out about the list before is not true of the changed one. */
  const change = (changes: Parameters<typeof save>[0], done = say('release:saved')): Promise<boolean> => {
    setReport(null)

    return run(() => save(changes), done)
  }

  return (
    <>
      <Section
        aside={<ReleaseActs onReport={setReport} progress={progress} release={release} />}
        title={say('release:title')}
      >
        <ReleaseSummary progress={progress} report={report} />
      </Section>
      <div className="drumbeat-columns">
        <Section className="drumbeat-columns__main" title={say('release:items')}>
          {progress.items.length === 0 ? (
            <Empty>{say('release:empty')}</Empty>
          ) : (
            <ReleaseList
              isBusy={isBusy}
              mayEdit={mayEdit}
              onChange={(items, done) => change({ items }, done)}
              progress={progress}
              report={report}
            />
          )}
          {!mayEdit && release.mayArm && <p className="drumbeat-muted">{say('release:locked')}</p>}
        </Section>
        <div className="drumbeat-stack">
          <ReleaseRules isDisabled={!mayEdit || isBusy} onChange={change} progress={progress} />
          {mayEdit && (
            <AddItem
              campaignId={campaignId}
              isBusy={isBusy}
              onAdd={(item) => change({ items: [...progress.items, item] })}
              taken={progress.items}
            />
          )}
        </div>
      </div>
    </>
  )
}
