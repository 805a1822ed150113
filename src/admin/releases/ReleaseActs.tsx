'use client'

import { Button, ConfirmationModal, useModal } from '@payloadcms/ui'
import { useId } from 'react'

import type { ReleaseProgress } from '../../domain/release/board.ts'
import { canMoveRelease } from '../../domain/release/release.ts'
import type { ReleaseReport } from '../../domain/release/report.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useText } from '../text/useText.ts'
import type { UseRelease } from './useRelease.ts'

interface ReleaseActsProps {
  onReport: (report: null | ReleaseReport) => void
  progress: ReleaseProgress
  release: UseRelease
}

type Act = 'arm' | 'cancel' | 'revert'

const DONE = { arm: 'release:armed', cancel: 'release:cancelled', revert: 'release:reverted' } as const
const ASKED = { arm: 'release:armAsk', cancel: 'release:cancelAsk', revert: 'release:revertAsk' } as const

/** Dry run, arm, cancel and revert, each where the state allows it. */
export function ReleaseActs({ onReport, progress: { items, revert, state }, release }: ReleaseActsProps) {
  const { say } = useText()
  const { isBusy, run } = useAct()
  const { openModal } = useModal()
  const id = useId()
  const { mayArm, mayCancel, refresh, url } = release
  const mode = revert === 'none' ? 'withdraw' : revert
  const canArm = mayArm && items.length > 0 && canMoveRelease(state, 'armed')
  const acts: Act[] = [
    ...(canArm ? (['arm'] as const) : []),
    ...(mayCancel && state !== 'stopped' && canMoveRelease(state, 'cancelled') ? (['cancel'] as const) : []),
    ...(mayCancel && canMoveRelease(state, 'reverting') ? (['revert'] as const) : []),
  ]

  const check = async (): Promise<void> => {
    const found: { report: null | ReleaseReport } = { report: null }

    await run(async () => {
      found.report = await requestJson<ReleaseReport>(url('/dry-run'), { method: 'POST' })
    }, say('release:dryRun'))
    onReport(found.report)
  }

  const perform = async (act: Act): Promise<void> => {
    const json = act === 'revert' ? { mode } : {}
    const isDone = await run(() => requestJson(url(`/${act}`), { json, method: 'POST' }), say(DONE[act]))

    // Why it could not be armed is told beside each item too.
    await (isDone || act !== 'arm' ? onReport(null) : check())
    await refresh()
  }

  return (
    <div className="drumbeat-actions">
      {mayCancel && items.length > 0 && canMoveRelease(state, 'armed') && (
        <Button
          buttonStyle="secondary"
          disabled={isBusy}
          margin={false}
          onClick={() => void check()}
          size="small"
          type="button"
        >
          {say(isBusy ? 'release:checking' : 'release:dryRun')}
        </Button>
      )}
      {acts.map((act) => (
        <span key={act}>
          <Button
            buttonStyle={act === 'arm' ? 'primary' : 'secondary'}
            disabled={isBusy}
            margin={false}
            onClick={() => openModal(`${id}-${act}`)}
            size="small"
            type="button"
          >
            {say(`release:${act}`)}
          </Button>
          <ConfirmationModal
            body={act === 'revert' ? `${say(ASKED[act])} ${say(`releaseRevert:${mode}`)}` : say(ASKED[act])}
            confirmLabel={say(`release:${act}`)}
            heading={say(`release:${act}`)}
            modalSlug={`${id}-${act}`}
            onConfirm={() => perform(act)}
          />
        </span>
      ))}
    </div>
  )
}
