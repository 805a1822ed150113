'use client'

import { Button, ConfirmationModal, useModal } from '@payloadcms/ui'
import { useId, useState } from 'react'

import type { PublicationAction, PublicationState, UnwantedCode } from '../../domain/publication.ts'
import { findActionsFor } from '../../domain/publicationActions.ts'
import { requestJson } from '../requests/requestJson.ts'
import { useAct } from '../requests/useAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { ActQuestion, type Answers, emptyAnswers, isAnswered } from './ActQuestion.tsx'
import { useMayAct } from './useMayAct.ts'

export interface PublicationActionsProps {
  onDone?: () => Promise<unknown> | void
  publication: {
    channel: { name: string }
    id: string
    isStanding?: boolean
    post: { title: string }
    state: PublicationState
    unwanted?: UnwantedCode | null
  }
  /** Lists have room for the first action that fits; a page shows all. */
  shows?: 'all' | 'first'
}

/** What a person may do with a publication in its present state; each act asks before it is done. */
export function PublicationActions({ onDone, publication, shows = 'all' }: PublicationActionsProps) {
  const mayAct = useMayAct()
  const actions = findActionsFor(publication.state).filter(mayAct)
  const { closeModal, openModal } = useModal()
  const modalSlug = `drumbeat-act-${useId()}`
  const [chosen, setChosen] = useState<PublicationAction | null>(null)
  const [answers, setAnswers] = useState<Answers>(emptyAnswers)
  const { isBusy, run } = useAct()
  const { say } = useText()
  const { api } = useUrls()

  if (actions.length === 0) {
    return null
  }

  // No program can: the person says that it is done.
  const isByHand = chosen === 'withdraw' && publication.isStanding === true
  const names = { channel: publication.channel.name, title: publication.post.title }

  const act = async (): Promise<void> => {
    if (chosen === null || !isAnswered(chosen, answers)) {
      return
    }

    await run(
      () =>
        requestJson(api(`/publications/${publication.id}/${chosen}`), {
          json: isByHand ? { byHand: true } : answers,
          method: 'POST',
        }),
      say(`actionDone:${chosen}`),
    )
    closeModal(modalSlug)
    await onDone?.()
  }

  return (
    <div className="drumbeat-actions">
      {(shows === 'first' ? actions.slice(0, 1) : actions).map((action) => (
        <Button
          aria-label={`${say(`action:${action}`)}: ${names.title}, ${names.channel}`}
          buttonStyle={action === 'cancel' || action === 'withdraw' ? 'subtle' : 'secondary'}
          disabled={isBusy}
          key={action}
          margin={false}
          onClick={() => {
            setChosen(action)
            setAnswers(emptyAnswers)
            openModal(modalSlug)
          }}
          size="small"
          type="button"
        >
          {say(`action:${action}`)}
        </Button>
      ))}
      {chosen !== null && (
        <ConfirmationModal
          body={
            <ActQuestion
              action={chosen}
              answers={answers}
              isUnwanted={(publication.unwanted ?? null) !== null}
              onChange={setAnswers}
            >
              {say(isByHand ? 'actionAsk:withdrawByHand' : `actionAsk:${chosen}`, names)}
            </ActQuestion>
          }
          confirmLabel={say(`action:${chosen}`)}
          heading={say(`action:${chosen}`)}
          modalSlug={modalSlug}
          onConfirm={act}
        />
      )}
    </div>
  )
}
