import type { PayloadRequest } from 'payload'

import type { Labels } from '../../src/domain/channelAdapter.ts'

/** The text in the language of the one who asks. */
export const say = (req: Pick<PayloadRequest, 'i18n'>, text: Labels): string =>
  req.i18n.language.startsWith('zh') ? text.zh : text.en
