'use client'

import { Button, ConfirmationModal, useAuth, useModal } from '@payloadcms/ui'
import { useId, useState } from 'react'

import type { Role } from '../../domain/roles.ts'
import { OPERATIONS } from '../../domain/slugs.ts'
import { FREEZING_ROLES, RESUMING_ROLES } from '../../domain/freezing.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { useFreeze } from './useFreeze.ts'

/** The emergency switch: freezes everything after a question, and resumes. */
export function FreezeSwitch() {
  const { data } = useFreeze()
  const { say } = useText()

  return (
    <div className="drumbeat-freeze-switch">
      {data?.frozen === true ? <ResumeButton /> : <FreezeButton />}
      <span className="drumbeat-muted">{say('freeze:help')}</span>
    </div>
  )
}

function FreezeButton() {
  const { act, isBusy, may } = useFreezing(FREEZING_ROLES)
  const { say } = useText()
  const { openModal } = useModal()
  const modalSlug = `drumbeat-freeze-${useId()}`
  const [reason, setReason] = useState('')

  return may ? (
    <>
      <Button
        buttonStyle="error"
        disabled={isBusy}
        margin={false}
        onClick={() => openModal(modalSlug)}
        size="small"
        type="button"
      >
        {say('freeze:freeze')}
      </Button>
      <ConfirmationModal
        body={
          <label className="drumbeat-field">
            {say('freeze:reason')}
            <input maxLength={300} onChange={({ target }) => setReason(target.value)} value={reason} />
          </label>
        }
        confirmLabel={say('freeze:freeze')}
        heading={say('freeze:freeze')}
        modalSlug={modalSlug}
        onConfirm={() => act({ frozen: true, reason }, say('freeze:done'))}
      />
    </>
  ) : null
}

/** For those who may let everything go on. */
export function ResumeButton() {
  const { act, isBusy, may } = useFreezing(RESUMING_ROLES)
  const { say } = useText()

  return may ? (
    <Button
      buttonStyle="secondary"
      disabled={isBusy}
      margin={false}
      onClick={() => void act({ frozen: false }, say('freeze:resumed'))}
      size="small"
      type="button"
    >
      {say('freeze:resume')}
    </Button>
  ) : null
}

function useFreezing(roles: readonly Role[]) {
  const { user } = useAuth<{ roles?: Role[] }>()
  const { refresh } = useFreeze()
  const { isBusy, run } = useAct()
  const { api } = useUrls()

  return {
    act: async (json: { frozen: boolean; reason?: string }, done: string): Promise<void> => {
      await run(() => requestJson(api(`/globals/${OPERATIONS}`), { json, method: 'POST' }), done)
      await refresh()
    },
    isBusy,
    may: user?.roles?.some((role) => roles.includes(role)) ?? false,
  }
}
