import type { Config } from 'payload'

import { MIB } from '../domain/duration.ts'
import { MAX_VIDEO_BYTES } from '../domain/uploadRules.ts'

type Upload = NonNullable<Config['upload']>

/**
 * Lets files reach our own check, which knows a limit for each kind of file and tells it in words; Payload by itself
 * cuts every file at 20 MB. What the host has set stands.
 */
export const withUploadLimits = (upload: Upload = {}): Upload => ({
  requestSizeLimit: MAX_VIDEO_BYTES + FORM_BYTES,
  ...upload,
  limits: { fileSize: MAX_VIDEO_BYTES, ...upload.limits },
})

/** What a form needs beside its file. */
const FORM_BYTES = 4 * MIB
