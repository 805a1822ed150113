/** Currencies that budgets, fees and prices may be in. */
export const CURRENCIES = ['CNY', 'USD', 'EUR', 'HKD', 'JPY', 'SGD', 'TWD'] as const

export type Currency = (typeof CURRENCIES)[number]

/** An amount in minor units (分, cents), so that sums stay exact. */
export interface Money {
  amountMinor: number
  currency: Currency
}
