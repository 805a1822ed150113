'use client'

import { Button, ConfirmationModal, useAuth, useDocumentInfo, useFormModified, useModal } from '@payloadcms/ui'
import { useId } from 'react'

import type { ChannelMode } from '../../domain/channelAdapter.ts'
import { takesTestMessages } from '../../domain/channelManifest.ts'
import type { Role } from '../../domain/roles.ts'
import { requestJson, RequestRefused } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { useKindNamed } from './useKind.ts'

interface Answer {
  findings: { message: string }[]
  isSent: boolean
}

/**
 * Says a few words in the group, after a question: everybody there sees them.
 *
 * It goes by the channel as it is saved, and so do the question and the toast; nothing can be sent while the form says something else.
 */
export function TestMessage() {
  const { id, savedDocumentData: saved } = useDocumentInfo()
  const { user } = useAuth<{ roles?: Role[] }>()
  const kind = useKindNamed(saved?.['kind'])
  const { api } = useUrls()
  const { say } = useText()
  const { isBusy, run } = useAct()
  const { openModal } = useModal()
  const modalSlug = `drumbeat-test-message-${useId()}`
  const hintId = useId()
  const isModified = useFormModified()
  const mode = saved?.['mode'] as ChannelMode | undefined
  const isSandbox = mode === 'rehearsal'
  const mayAct = user?.roles?.some((role) => role === 'admin' || role === 'editor') ?? false

  if (!mayAct || kind === undefined || !takesTestMessages(kind)) {
    return null
  }

  const send = async (): Promise<void> => {
    const { findings, isSent } = await requestJson<Answer>(api(`/channels/${id}/test-message`), {
      json: { mode },
      method: 'POST',
    })

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
        disabled={isBusy || isModified || mode === 'paused'}
        extraButtonProps={isModified ? { 'aria-describedby': hintId } : {}}
        onClick={() => openModal(modalSlug)}
        size="small"
        type="button"
      >
        {say('channel:testMessage')}
      </Button>
      {isModified && (
        <p className="drumbeat-muted" id={hintId}>
          {say('channel:testMessageUnsaved')}
        </p>
      )}
      <ConfirmationModal
        body={say(isSandbox ? 'channel:testMessageSandbox' : 'channel:testMessageGroup')}
        confirmLabel={say('channel:testMessage')}
        heading={say('channel:testMessage')}
        modalSlug={modalSlug}
        onConfirm={async () =>
          void (await run(send, say(isSandbox ? 'channel:testMessageSentSandbox' : 'channel:testMessageSentGroup')))
        }
      />
    </>
  )
}
