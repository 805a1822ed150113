import { localeTag } from './localeTag.ts'

/** An amount in minor units, in its own currency and without guessing how many of them make one; shortened from 10,000. */
export function formatMoney({
  amountMinor,
  currency,
  language,
}: {
  amountMinor: number
  currency: string
  language: string
}): string {
  const format = new Intl.NumberFormat(localeTag(language), {
    currency,
    currencyDisplay: 'narrowSymbol',
    style: 'currency',
  })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2

  const amount = amountMinor / 10 ** digits

  return amount < 10_000
    ? format.format(amount)
    : new Intl.NumberFormat(localeTag(language), {
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: 1,
        notation: 'compact',
        style: 'currency',
      }).format(amount)
}
