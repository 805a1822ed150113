'use client'

import { Button, ConfirmationModal, useAuth, useDocumentInfo, useFormFields, useModal } from '@payloadcms/ui'
import { useId } from 'react'

import type { ChannelMode } from '../../domain/channelAdapter.ts'
import { takesTestMessages } from '../../domain/channelManifest.ts'
import type { Role } from '../../domain/roles.ts'
import { requestJson, RequestRefused } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { useKind } from './useKind.ts'

interface Answer {
  findings: { message: string }[]
  isSent: boolean
}

/** Says a few words in the group, after a question: everybody there sees them. */
export function TestMessage() {
  const { id } = useDocumentInfo()
  const { user } = useAuth<{ roles?: Role[] }>()
  const kind = useKind()
  const { api } = useUrls()
  const { say } = useText()
  const { isBusy, run } = useAct()
  const { openModal } = useModal()
  const modalSlug = `drumbeat-test-message-${useId()}`
  const mode = useFormFields(([fields]) => fields['mode']?.value as ChannelMode | undefined)
  const mayAct = user?.roles?.some((role) => role === 'admin' || role === 'editor') ?? false

  if (!mayAct || kind === undefined || !takesTestMessages(kind)) {
    return null
  }

  const send = async (): Promise<void> => {
    const { findings, isSent } = await requestJson<Answer>(api(`/channels/${id}/test-message`), { method: 'POST' })

    if (!isSent) {
      throw new RequestRefused(
        400,
        findings.map(({ message }) => message),
      )
    }
  }

  return (
    <>
      <Button
        buttonStyle="secondary"
        disabled={isBusy || mode === 'paused'}
        onClick={() => openModal(modalSlug)}
        size="small"
        type="button"
      >
        {say('channel:testMessage')}
      </Button>
      <ConfirmationModal
        body={say(mode === 'rehearsal' ? 'channel:testMessageSandbox' : 'channel:testMessageGroup')}
        confirmLabel={say('channel:testMessage')}
        heading={say('channel:testMessage')}
        modalSlug={modalSlug}
        onConfirm={async () => void (await run(send, say('channel:testMessageSent')))}
      />
    </>
  )
}
