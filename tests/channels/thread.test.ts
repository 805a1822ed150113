import { describe, expect, it } from 'vitest'

import { publishThread } from '../../src/channels/thread.ts'
import { ChannelError, type ChannelErrorClass } from '../../src/domain/errors.ts'

const failing = (errorClass: ChannelErrorClass, retryAfterMs?: number) =>
  new ChannelError({ errorClass, message: errorClass, ...(retryAfterMs !== undefined && { retryAfterMs }) })

const run = async (failAt: number, error: Error, takeBackFails = false) => {
  const gone: string[] = []
  const thrown = await publishThread<string>({
    parts: ['a', 'b', 'c'],
    publish: ({ index, part }) => (index === failAt ? Promise.reject(error) : Promise.resolve(part)),
    takeBack: (made) => (takeBackFails ? Promise.reject(error) : Promise.resolve(void gone.push(made))),
  }).catch((caught: unknown) => caught)

  return { errorClass: (thrown as ChannelError).errorClass, gone }
}

describe('publishThread', () => {
  it('publishes part after part, each with those before it', async () => {
    const seen: unknown[] = []

    expect(
      await publishThread<string>({
        parts: ['a', 'b'],
        publish: ({ index, made, part }) => {
          seen.push([index, [...made]])

          return Promise.resolve(part)
        },
        takeBack: () => Promise.reject(new Error('nothing to take back')),
      }),
    ).toEqual(['a', 'b'])
    expect(seen).toEqual([
      [0, []],
      [1, ['a']],
    ])
  })

  it.each([
    ['as it is, while nothing is out', 0, 'retry', { errorClass: 'retry', gone: [] }],
    ['as unknown, once something is out', 2, 'retry', { errorClass: 'unknown-outcome', gone: [] }],
    ['as unknown, where a person must connect anew', 1, 'reauth-user', { errorClass: 'unknown-outcome', gone: [] }],
    ['as unknown, where the platform wants a pause', 1, 'throttled', { errorClass: 'unknown-outcome', gone: [] }],
    [
      'as refused, with all that was out taken back',
      2,
      'rejected-content',
      { errorClass: 'rejected-content', gone: ['b', 'a'] },
    ],
  ] as const)('tells a failure %s', async (_title, failAt, given, expected) => {
    expect(await run(failAt, failing(given))).toEqual(expected)
  })

  it('says when the platform wants to be asked again', async () => {
    const thrown = await publishThread<string>({
      parts: ['a', 'b'],
      publish: ({ index, part }) => (index === 1 ? Promise.reject(failing('throttled', 5_000)) : Promise.resolve(part)),
      takeBack: () => Promise.resolve(),
    }).catch((caught: unknown) => caught)

    expect(thrown).toMatchObject({ channelCode: 'THREAD_HALF_OUT', retryAfterMs: 5_000 })
  })

  it('does not say that nothing is out when it could not take it back', async () => {
    expect(await run(1, failing('rejected-content'), true)).toEqual({ errorClass: 'unknown-outcome', gone: [] })
  })

  it('does not know the outcome after an error of any other kind', async () => {
    expect(await run(1, new Error('socket'))).toEqual({ errorClass: 'unknown-outcome', gone: [] })
  })
})
