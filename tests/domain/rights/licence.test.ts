import { describe, expect, it } from 'vitest'

import { findLicenceFault, type Licence } from '../../../src/domain/rights/licence.ts'

const licence = (given: Partial<Licence>): Licence => ({
  channelIds: [],
  name: '小露',
  territories: [],
  validFrom: null,
  validUntil: null,
  ...given,
})
const channel = { id: 'wechat', territories: ['CN'], timeZone: 'Asia/Shanghai' }

describe('findLicenceFault', () => {
  it.each([
    ['lets pass what sets no bound', licence({}), '2026-12-01T04:00:00Z', null],
    ['lets the last day pass to its end', licence({ validUntil: '2026-12-01' }), '2026-12-01T15:59:00Z', null],
    [
      'ends with the last day of the channel’s zone',
      licence({ validUntil: '2026-12-01' }),
      '2026-12-01T16:00:00Z',
      'LICENCE_ENDED',
    ],
    [
      'begins with the first day of the channel’s zone',
      licence({ validFrom: '2026-12-02' }),
      '2026-12-01T16:00:00Z',
      null,
    ],
    [
      'refuses the day before the first',
      licence({ validFrom: '2026-12-02' }),
      '2026-12-01T15:59:00Z',
      'LICENCE_NOT_BEGUN',
    ],
    ['covers the channels that it names', licence({ channelIds: ['wechat'] }), '2026-12-01T04:00:00Z', null],
    ['refuses other channels', licence({ channelIds: ['weibo'] }), '2026-12-01T04:00:00Z', 'LICENCE_CHANNEL'],
    ['covers its territories', licence({ territories: ['CN', 'HK'] }), '2026-12-01T04:00:00Z', null],
    [
      'refuses a channel that is seen elsewhere',
      licence({ territories: ['HK'] }),
      '2026-12-01T04:00:00Z',
      'LICENCE_TERRITORY',
    ],
  ])('%s', (_title, given, at, code) => {
    expect(findLicenceFault({ at: new Date(at), channel, licence: given })?.code ?? null).toBe(code)
  })

  it('does not judge the territory of a channel that names none', () => {
    expect(
      findLicenceFault({
        at: new Date(),
        channel: { ...channel, territories: [] },
        licence: licence({ territories: ['HK'] }),
      }),
    ).toBeNull()
  })
})
