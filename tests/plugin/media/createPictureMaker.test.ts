import { describe, expect, it, vi } from 'vitest'

import { MINUTE } from '../../../src/domain/duration.ts'
import { RenditionError, UnknownSecretError } from '../../../src/domain/errors.ts'
import { createPictureLine } from '../../../src/plugin/media/createPictureLine.ts'
import { createPictureMaker } from '../../../src/plugin/media/createPictureMaker.ts'

const pathOf = (name: string | number) => `/renditions/v1/${name}/v/web-picture/ad/50-50/s`
const aSignal = () => new AbortController().signal
const isMade = (paths: readonly string[]) => Promise.resolve([...paths])
const isMissing = () => Promise.resolve([])

describe('createPictureMaker', () => {
  it('asks once for all publications that begin together, and for what it knows not again', async () => {
    const findMade = vi.fn(isMade)
    const make = vi.fn()
    const pictures = createPictureMaker({ findMade, make })
    const all = Array.from({ length: 300 }, (_, at) => [pathOf(at), pathOf('shared')])

    expect(pictures.arePicturesMade(all[0] ?? [])).toBe(false)
    await Promise.all(all.map((paths) => pictures.makePictures(paths, { isPatient: true, signal: aSignal() })))
    await pictures.makePictures(all[0] ?? [], { isPatient: true, signal: aSignal() })

    expect(findMade.mock.calls.map(([paths]) => paths.length)).toEqual([301])
    expect(make).not.toHaveBeenCalled()
    expect(all.every((paths) => pictures.arePicturesMade(paths))).toBe(true)
  })

  it('asks anew after a question that failed', async () => {
    const findMade = vi.fn(isMade).mockRejectedValueOnce(new Error('no database'))
    const pictures = createPictureMaker({ findMade, make: vi.fn() })

    await expect(pictures.makePictures([pathOf(1)], { isPatient: true, signal: aSignal() })).rejects.toThrow(
      'no database',
    )
    await expect(pictures.makePictures([pathOf(1)], { isPatient: true, signal: aSignal() })).resolves.toBeUndefined()
  })

  it('makes what is sent at once, however many wait in line', async () => {
    const made: string[] = []
    const make = ([path = '']: readonly string[]) =>
      path === pathOf('sent') ? Promise.resolve(void made.push(path)) : new Promise<void>(() => undefined)
    const pictures = createPictureMaker({ findMade: isMissing, make })
    const stop = new AbortController()
    const lined = Promise.allSettled(
      Array.from({ length: 9 }, (_, at) =>
        pictures.makePictures([pathOf(at)], { isPatient: true, signal: stop.signal }),
      ),
    )

    await pictures.makePictures([pathOf('sent')], { isPatient: false, signal: aSignal() })
    expect(made).toEqual([pathOf('sent')])
    stop.abort(new Error('the worker stops'))
    expect((await lined).every(({ status }) => status === 'rejected')).toBe(true)
  })

  it.each([
    [
      'for good',
      'its picture cannot be made',
      new RenditionError('no'),
      { channelCode: 'MEDIA_UNUSABLE', errorClass: 'invalid-payload' },
    ],
    [
      'for now, without counting an attempt,',
      'nobody named the secret of before',
      new UnknownSecretError('no'),
      {
        channelCode: 'PICTURE_SECRET_LOST',
        errorClass: 'retry',
        message: expect.stringContaining('PAYLOAD_OLD_SECRETS') as string,
        retryAfterMs: 5 * MINUTE,
      },
    ],
  ])('is refused %s where %s', async (_title, _why, error, expected) => {
    const pictures = createPictureMaker({ findMade: isMissing, make: () => Promise.reject(error) })

    for (const isPatient of [false, true]) {
      await expect(pictures.makePictures([pathOf(1)], { isPatient, signal: aSignal() })).rejects.toMatchObject(expected)
    }
  })
})

describe('createPictureLine', () => {
  it('makes two at a time, and each once for all who want it', async () => {
    const begun: string[] = []
    const ends: (() => void)[] = []
    const inLine = createPictureLine({
      make(path) {
        begun.push(path)

        return new Promise((resolve) => ends.push(resolve))
      },
    })
    const done = Promise.all(['a', 'b', 'c', 'a', 'c'].map((path) => inLine([path], aSignal())))

    await vi.waitFor(() => expect(begun).toEqual(['a', 'b']))
    ends[0]?.()
    await vi.waitFor(() => expect(begun).toEqual(['a', 'b', 'c']))
    ends.forEach((end) => end())
    await done
    expect(begun).toEqual(['a', 'b', 'c'])
  })

  it('leaves out what nobody waits for any more', async () => {
    const begun: string[] = []
    const ends: (() => void)[] = []
    const stop = new AbortController()
    const inLine = createPictureLine({
      make(path) {
        begun.push(path)

        return new Promise((resolve) => ends.push(resolve))
      },
    })
    const kept = Promise.all(['a', 'b', 'd'].map((path) => inLine([path], aSignal())))
    const left = inLine(['c'], stop.signal)

    stop.abort(new Error('the lease is about to end'))
    await expect(left).rejects.toThrow('the lease')
    ends.forEach((end) => end())
    await vi.waitFor(() => expect(begun).toContain('d'))
    ends.forEach((end) => end())
    await kept
    expect(begun).toEqual(['a', 'b', 'd'])
  })

  it('gives the place of what hangs to the next', async () => {
    const inLine = createPictureLine({
      lostMs: 20,
      make: (path) => (path === 'fine' ? Promise.resolve() : new Promise(() => undefined)),
    })
    const hanging = Promise.allSettled([inLine(['a'], aSignal()), inLine(['b'], aSignal())])

    await inLine(['fine'], aSignal())
    expect((await hanging).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it.each([
    ['too many pictures', 201, (at: number) => String(at)],
    ['too many publications', 4_001, () => 'shared'],
  ])('puts off for a moment what comes behind %s, and counts no attempt', async (_title, count, name) => {
    const stops = Array.from({ length: count }, () => new AbortController())
    const inLine = createPictureLine({ make: () => new Promise(() => undefined) })
    const all = stops.map((stop, at) => inLine([name(at)], stop.signal))

    await expect(all.at(-1)).rejects.toMatchObject({
      channelCode: 'PICTURES_IN_LINE',
      errorClass: 'retry',
      retryAfterMs: 10_000,
    })
    stops.forEach((stop) => stop.abort(new Error('the worker stops')))
    expect((await Promise.allSettled(all)).every(({ status }) => status === 'rejected')).toBe(true)
  })
})
