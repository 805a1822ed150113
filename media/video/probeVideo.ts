import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { parseProbe, type VideoFacts } from './parseProbe.ts'
import { runTool } from './runTool.ts'

/** `no-tools`: this machine has no ffmpeg, so nothing is known; `broken`: it has, and the file is no video that plays. */
export type VideoProbe =
  { facts: VideoFacts; poster: Buffer | null; state: 'known' } | { state: 'broken' } | { state: 'no-tools' }

export interface ProbeVideoArgs {
  data: Uint8Array
  /** Names on PATH, or paths. */
  tools?: { ffmpeg: string; ffprobe: string }
}

const ON_PATH = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }

/**
 * Looks into a video by ffmpeg, where the machine has it: length, size, and a frame for its cover (JPEG).
 *
 * Takes a file and not a stream, because an MP4 may carry its index at the end. The tools may read no other protocol, so
 * that a playlist in disguise fetches nothing.
 */
export async function probeVideo({ data, tools = ON_PATH }: ProbeVideoArgs): Promise<VideoProbe> {
  const directory = await mkdtemp(path.join(tmpdir(), 'drumbeat-video-'))
  const file = path.join(directory, 'video.mp4')

  try {
    await writeFile(file, data)

    const probed = await runTool(tools.ffprobe, [
      ...QUIET,
      '-print_format',
      'json',
      '-show_format',
      '-show_streams',
      file,
    ])

    if (probed.state !== 'done') {
      return { state: probed.state === 'missing' ? 'no-tools' : 'broken' }
    }

    const facts = parseProbe(probed.output.toString('utf8'))

    return facts === null
      ? { state: 'broken' }
      : { facts, poster: await takePoster(file, facts, tools.ffmpeg), state: 'known' }
  } finally {
    await rm(directory, { force: true, recursive: true })
  }
}

const QUIET = ['-v', 'error', '-protocol_whitelist', 'file']

/** The frame after a second: the first one is often black. */
async function takePoster(file: string, { durationMs }: VideoFacts, ffmpeg: string): Promise<Buffer | null> {
  const at = Math.min(1, durationMs / 2_000).toFixed(3)
  const frame = ['-frames:v', '1', '-f', 'image2pipe', '-c:v', 'mjpeg', '-q:v', '2', 'pipe:1']
  const taken = await runTool(ffmpeg, [...QUIET, '-ss', at, '-i', file, ...frame])

  return taken.state === 'done' && taken.output.length > 0 ? taken.output : null
}
