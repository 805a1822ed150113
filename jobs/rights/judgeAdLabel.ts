import { findMissingAdLabel, findUnlabelledTranslations } from '../../src/domain/disclosure/adLabel.ts'
import type { Commerce } from '../../src/domain/disclosure/commerce.ts'
import type { PublicationError } from '../../src/domain/publication.ts'
import { publicationError } from '../../src/domain/reasons/publicationError.ts'
import type { ReasonCode } from '../../src/domain/reasons/reason.ts'
import type { StoredRow } from '../ledger/rows.ts'

export interface JudgeAdLabelArgs {
  commerce: Commerce | undefined
  /** Whether readers of the channel choose the language. */
  isPulled: boolean
  row: Pick<StoredRow, 'content'>
}

/** Says that a row goes out without its label; a collaboration may have been found to need one since its post was armed. */
export function judgeAdLabel({ commerce, isPulled, row: { content } }: JudgeAdLabelArgs): PublicationError | null {
  const [missing] =
    commerce === undefined
      ? []
      : [
          ...findMissingAdLabel({ commerce, rendered: content.rendered }),
          ...(isPulled ? findUnlabelledTranslations({ commerce, content }) : []),
        ]

  return missing === undefined ? null : publicationError('gate', missing.code as AdLabelCode, missing.values)
}

type AdLabelCode = Extract<ReasonCode, `AD_LABEL_${string}`>
