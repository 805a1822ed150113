/** What is known of a video; sizes in pixels as people see them, turned the right way up. */
export interface VideoFacts {
  durationMs: number
  height: number
  width: number
}

interface Probe {
  format?: { duration?: string }
  streams?: {
    codec_type?: string
    duration?: string
    height?: number
    side_data_list?: { rotation?: number }[]
    width?: number
  }[]
}

/** Reads what `ffprobe -print_format json` says; null when there is no picture track, or no JSON. */
export function parseProbe(text: string): VideoFacts | null {
  const { format, streams = [] } = parse(text)
  const track = streams.find(({ codec_type: type }) => type === 'video')
  const seconds = Number(track?.duration ?? format?.duration)

  if (track?.height === undefined || track.width === undefined || !Number.isFinite(seconds)) {
    return null
  }

  const rotation = track.side_data_list?.find((each) => each.rotation !== undefined)?.rotation ?? 0
  const isOnItsSide = Math.abs(rotation) % 180 === 90

  return {
    durationMs: Math.round(seconds * 1_000),
    height: isOnItsSide ? track.width : track.height,
    width: isOnItsSide ? track.height : track.width,
  }
}

function parse(text: string): Probe {
  try {
    return JSON.parse(text) as Probe
  } catch {
    return {}
  }
}
