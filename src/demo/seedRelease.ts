import type { Payload } from 'payload'

import { DAY } from '../domain/duration.ts'
import { CAMPAIGNS, OFFERS } from '../domain/slugs.ts'

export interface SeedReleaseArgs {
  campaign: string
  now: Date
  /** An offer that runs now and ends with the release. */
  offer: string
  payload: Payload
  /** Schedules that nobody has armed yet, the earliest first. */
  schedules: readonly string[]
}

/**
 * Plans the last days of a campaign as one release: posts, and what may be bought when.
 *
 * Not armed: its dry run tells which posts wait for their review, and once they are approved somebody arms it.
 */
export async function seedRelease({ campaign, now, offer, payload, schedules }: SeedReleaseArgs): Promise<void> {
  const { id: encore } = await payload.create({
    collection: OFFERS,
    data: {
      campaign,
      codes: ['ENCORE12'],
      discount: { amountMinor: 2_000, currency: 'CNY' },
      kind: 'coupon',
      name: '返场券 满 159 减 20',
      stock: 800,
      terms: '返场开始后可用，每人限领一份，数量有限，领完即止。',
    },
  })
  const [first, ...others] = schedules.map((value) => ({
    action: 'publish' as const,
    subject: { relationTo: 'schedules' as const, value },
  }))

  if (first === undefined) {
    return
  }

  await payload.update({
    collection: CAMPAIGNS,
    data: {
      release: {
        items: [
          { ...first, key: 'warm-up' },
          { action: 'start', after: ['warm-up'], key: 'encore', subject: { relationTo: OFFERS, value: encore } },
          ...others.map((item, index) => ({ ...item, after: ['encore'], key: `post-${index + 1}` })),
          {
            action: 'stop',
            at: new Date(now.getTime() + 18 * DAY).toISOString(),
            key: 'last-call',
            subject: { relationTo: OFFERS, value: offer },
          },
        ],
        onFailure: 'stop',
        revert: 'withdraw',
      },
    },
    depth: 0,
    id: campaign,
  })
}
