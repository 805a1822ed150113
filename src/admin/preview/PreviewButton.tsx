'use client'

import { Button, Drawer, useDocumentInfo, useDrawerSlug, useForm, useModal } from '@payloadcms/ui'

import { useText } from '../text/useText.ts'
import { ChannelPreviews } from './ChannelPreviews.tsx'

/** Beside the post's save controls: opens the channel previews without leaving the form. */
export function PreviewButton() {
  const { id } = useDocumentInfo()
  const { getData } = useForm()
  const { say } = useText()
  const { isModalOpen, openModal } = useModal()
  const slug = useDrawerSlug('drumbeat-preview')

  if (id === undefined) {
    return null
  }

  return (
    <>
      <Button buttonStyle="secondary" margin={false} onClick={() => openModal(slug)} size="medium" type="button">
        {say('preview:open')}
      </Button>
      <Drawer slug={slug} title={say('preview:title')}>
        {isModalOpen(slug) && <ChannelPreviews postId={String(id)} readForm={() => getData()} />}
      </Drawer>
    </>
  )
}
