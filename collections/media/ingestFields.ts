import type { CheckboxFieldValidation, Field } from 'payload'

import { findIngestFacts } from '../../hooks/checkUpload.ts'
import { writtenBySystem } from '../../src/access/fieldAccess.ts'
import { INGEST_CHANGE_LABELS } from '../../src/domain/ingest.ts'
import { MEDIA } from '../../src/domain/slugs.ts'
import { AI_GIF } from '../../src/domain/uploadRules.ts'
import { choices } from '../fields/choices.ts'
import { say } from '../fields/messages.ts'

const hidden = { access: writtenBySystem, admin: { hidden: true } } as const

/** What ingest learned of a file; see `IngestFacts`. */
export const ingestFields: Field[] = [
  {
    name: 'contentHash',
    type: 'text',
    ...hidden,
    index: true,
    label: { en: 'Hash of the uploaded file', zh: '上传文件指纹' },
  },
  {
    name: 'hasAiLabel',
    type: 'checkbox',
    ...hidden,
    label: { en: 'The file carries an AI label', zh: '文件带有 AI 标识' },
  },
  {
    name: 'hashBands',
    type: 'text',
    ...hidden,
    hasMany: true,
    index: true,
    label: { en: 'Parts of the perceptual hash', zh: '图像指纹分段' },
  },
  {
    name: 'ingestChanges',
    type: 'select',
    access: writtenBySystem,
    admin: {
      condition: (data) => ((data as { ingestChanges?: unknown[] }).ingestChanges ?? []).length > 0,
      position: 'sidebar',
      readOnly: true,
    },
    hasMany: true,
    label: { en: 'Changed at upload', zh: '上传时的处理' },
    options: choices(INGEST_CHANGE_LABELS),
  },
  {
    name: 'perceptualHash',
    type: 'text',
    ...hidden,
    label: { en: 'Perceptual hash', zh: '图像指纹' },
  },
  { name: 'thumbHash', type: 'text', ...hidden, label: { en: 'Placeholder (ThumbHash)', zh: '占位图（ThumbHash）' } },
]

/** What is known of a video, and its cover. */
export const videoFields: Field[] = [
  {
    name: 'durationMs',
    type: 'number',
    access: writtenBySystem,
    admin: { condition: isVideo, position: 'sidebar', readOnly: true },
    label: { en: 'Length (ms)', zh: '时长（毫秒）' },
  },
  {
    name: 'frameOf',
    type: 'relationship',
    ...hidden,
    index: true,
    label: { en: 'Taken of the film', zh: '所属视频' },
    relationTo: MEDIA,
  },
  {
    name: 'poster',
    type: 'upload',
    admin: { condition: isVideo },
    label: { en: 'Cover of the video', zh: '视频封面' },
    relationTo: MEDIA,
  },
]

function isVideo(data: { mimeType?: unknown }): boolean {
  return String(data.mimeType).startsWith('video/')
}

/** The label of a file cannot be argued away, and what cannot carry one cannot be declared. */
export const validateAiGenerated: CheckboxFieldValidation = (value, { req, siblingData }) => {
  const stored = siblingData as { hasAiLabel?: boolean; mimeType?: string }
  const hasAiLabel = findIngestFacts(req)?.hasAiLabel ?? stored.hasAiLabel

  if (hasAiLabel === true && value !== true) {
    return say(req, {
      en: 'The file carries a label that says so, and by law it may not be taken away.',
      zh: '文件自带人工智能生成标识，依法不得删除或隐匿。',
    })
  }

  return value !== true || stored.mimeType !== 'image/gif' || say(req, AI_GIF.message)
}
