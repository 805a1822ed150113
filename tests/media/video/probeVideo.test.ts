import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { probeVideo } from '../../../media/video/probeVideo.ts'

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-tools-'))
})

afterAll(() => rm(directory, { force: true, recursive: true }))

/** A program that answers as the real one documents it: it reads the file that it is told to. */
async function aTool(name: string, script: string): Promise<string> {
  const file = path.join(directory, name)

  await writeFile(file, `#!/bin/sh\n${script}\n`)
  await chmod(file, 0o755)

  return file
}

const data = Buffer.from('not really a video')
const JSON_ANSWER = JSON.stringify({
  format: { duration: '12.5' },
  streams: [{ codec_type: 'audio' }, { codec_type: 'video', height: 1920, width: 1080 }],
})

describe('probeVideo', () => {
  it('says that there is no ffmpeg', async () => {
    const missing = path.join(directory, 'missing')

    expect(await probeVideo({ data, tools: { ffmpeg: missing, ffprobe: missing } })).toEqual({ state: 'no-tools' })
  })

  it('tells length and size, and takes a frame for the cover', async () => {
    // The last argument of ffprobe is the file; ffmpeg writes the frame to its output.
    const ffprobe = await aTool('ffprobe', `for last; do :; done; test -s "$last" && echo '${JSON_ANSWER}'`)
    const ffmpeg = await aTool('ffmpeg', `printf 'a frame'`)

    expect(await probeVideo({ data, tools: { ffmpeg, ffprobe } })).toEqual({
      facts: { durationMs: 12_500, height: 1920, width: 1080 },
      poster: Buffer.from('a frame'),
      state: 'known',
    })
  })

  it('does without a cover when no frame can be taken', async () => {
    const ffprobe = await aTool('ffprobe', `echo '${JSON_ANSWER}'`)
    const ffmpeg = await aTool('ffmpeg', 'exit 1')

    expect(await probeVideo({ data, tools: { ffmpeg, ffprobe } })).toMatchObject({ poster: null, state: 'known' })
  })

  it.each([
    ['cannot be read', 'exit 1'],
    ['has no picture track', `echo '{"streams":[{"codec_type":"audio"}],"format":{"duration":"3"}}'`],
    ['is answered with nonsense', 'echo nonsense'],
  ])('calls a file broken that %s', async (_title, script) => {
    const ffprobe = await aTool('ffprobe', script)

    expect(await probeVideo({ data, tools: { ffmpeg: 'ffmpeg', ffprobe } })).toEqual({ state: 'broken' })
  })
})
