'use client'

import {
  Button,
  ConfirmationModal,
  FieldLabel,
  useDocumentInfo,
  useField,
  useForm,
  useFormProcessing,
  useLocale,
  useModal,
} from '@payloadcms/ui'
import type { SelectFieldClientComponent } from 'payload'
import { useId, useState } from 'react'

import type { PostStage } from '../../domain/content.ts'
import { POSTS } from '../../domain/slugs.ts'
import { StagePill } from '../elements/StagePill.tsx'
import { useRoles } from '../publications/useMayAct.ts'
import { useUrls } from '../requests/useUrls.ts'
import { useText } from '../text/useText.ts'
import { findStageMoves, type StageMove } from './stageMoves.ts'

/** Where the post stands in its review, and the moves that fit it and the person. */
export const StageField: SelectFieldClientComponent = ({ field, path, readOnly }) => {
  const { value } = useField<PostStage>({ path })
  const { submit } = useForm()
  const isProcessing = useFormProcessing()
  const roles = useRoles()
  const { id } = useDocumentInfo()
  const { code: locale } = useLocale()
  const { closeModal, openModal } = useModal()
  const modalSlug = `drumbeat-reject-${useId()}`
  const [note, setNote] = useState('')
  const { say } = useText()
  const { api } = useUrls()
  const stage = value ?? 'draft'
  const moves = id === undefined || readOnly === true ? [] : findStageMoves({ roles, stage })

  // Saves what is on the screen together with the move: what a reviewer approves is what they see.
  const move = async ({ to }: StageMove, reviewNote?: string): Promise<void> => {
    await submit({
      action: api(`/${POSTS}/${String(id)}?draft=true&depth=0&fallback-locale=null&locale=${locale}`),
      method: 'PATCH',
      overrides: { stage: to, ...(reviewNote === undefined ? {} : { reviewNote }) },
      skipValidation: to !== 'approved' && to !== 'in-review',
    })
  }

  return (
    <div className="field-type drumbeat-stage">
      <FieldLabel as="span" label={field.label ?? ''} path={path} />
      <div className="drumbeat-stage__now">
        <StagePill stage={stage} />
      </div>
      {moves.length > 0 && (
        <div className="drumbeat-actions">
          {moves.map((each) => (
            <Button
              buttonStyle={each.isMain ? 'primary' : 'secondary'}
              disabled={isProcessing}
              key={each.label}
              margin={false}
              onClick={() => (each.to === 'rejected' ? openModal(modalSlug) : void move(each))}
              size="small"
              type="button"
            >
              {say(`post:${each.label}`)}
            </Button>
          ))}
        </div>
      )}
      <ConfirmationModal
        body={
          <label className="drumbeat-field">
            {say('post:rejectWhy')}
            <textarea onChange={(event) => setNote(event.target.value)} rows={4} value={note} />
          </label>
        }
        confirmLabel={say('post:reject')}
        heading={say('post:reject')}
        modalSlug={modalSlug}
        onConfirm={async () => {
          if (note.trim() !== '') {
            await move({ isMain: false, label: 'reject', to: 'rejected' }, note.trim())
            closeModal(modalSlug)
          }
        }}
      />
    </div>
  )
}
