import sharp from 'sharp'

import { planPreset, type PresetPlan } from '../../media/planPreset.ts'
import { readPicture } from '../../media/readPicture.ts'
import { renderPreset } from '../../media/renderPreset.ts'
import { completeXmp } from '../../src/domain/aiLabel.ts'
import { MIB } from '../../src/domain/duration.ts'
import { mergePresets } from '../../src/domain/presets/presets.ts'
import { BEST_QUALITY } from '../../media/encode.ts'
import { aLargePicture } from '../media/pictures.ts'
import { type Bench, percentile } from './bench.ts'

/** What one article with a note and a microblog wants of a picture; all of them fit at the first try. */
const NAMES = ['wechat-cover', 'wechat-body', 'xiaohongshu', 'weibo'] as const
const SOURCES = 8

/**
 * Pictures of a phone's and a camera's size, each in four forms.
 *
 * First ours alone over `count` pictures, for the memory. Then `pairs` pictures by ours and by bare sharp in turns, each
 * first every other time, so that a machine that slows down slows both. Bare sharp is told everything that ours has to
 * find out, and must give the same bytes.
 */
export const renditions: Bench = {
  about:
    '--count 1000 --pairs 100 --min-mp 12 --max-mp 50: pictures made per second, beside bare sharp with the same outputs',
  async run({ number, say }) {
    const [count, pairs] = [number('count', 1_000), number('pairs', 100)]
    const [least, most] = [number('min-mp', 12), number('max-mp', 50)]
    const sources = await makeSources(least, most)

    say(`${SOURCES} pictures of ${least} to ${most} MP, ${NAMES.length} renditions of each`)
    await Promise.all([ours(at(sources, 0)), bare(at(sources, 0))])

    const memory = await measureMemory({ count, say, sources })
    const speed = await measureSpeed({ pairs, sources })

    return {
      differingOutputs: speed.differing,
      limit: { sharpPerSecond: speed.bare },
      ours: { imagesPerSecond: speed.ours, ...memory },
      ratioToLimit: Math.round((speed.ours / speed.bare) * 100) / 100,
    }
  },
}

interface Source {
  data: Buffer
  /** What bare sharp is told: plans by preset. */
  plans: PresetPlan[]
}

async function makeSources(least: number, most: number): Promise<Source[]> {
  const sources: Source[] = []

  for (let index = 0; index < SOURCES; index += 1) {
    const megapixels = least + ((most - least) * index) / (SOURCES - 1)
    const height = Math.floor(Math.sqrt((megapixels * 1_000_000 * 3) / 4))
    const data = await aLargePicture({ height, seed: String(index), width: Math.floor((height * 4) / 3) })
    const { picture } = await readPicture(data)

    sources.push({ data, plans: presets.map((preset) => planPreset({ aiGenerated: false, preset, source: picture })) })
  }

  return sources
}

const presets = NAMES.map((name) => {
  const preset = mergePresets().get(name)

  if (preset === undefined) {
    throw new Error(`There is no preset ${name}`)
  }

  return preset
})

async function ours({ data }: Source): Promise<Buffer[]> {
  const { picture, xmp } = await readPicture(data)
  const made: Buffer[] = []

  for (const preset of presets) {
    const plan = planPreset({ aiGenerated: false, preset, source: picture })

    made.push((await renderPreset({ data, maxBytes: preset.maxBytes, plan, xmp: completeXmp({ xmp }) })).data)
  }

  return made
}

async function bare({ data, plans }: Source): Promise<Buffer[]> {
  const made: Buffer[] = []

  for (const { height, left, scaled, top, width } of plans) {
    made.push(
      await sharp(data)
        .autoOrient()
        .resize({ ...scaled, fit: 'fill' })
        .extract({ height, left, top, width })
        .jpeg({ chromaSubsampling: '4:4:4', quality: BEST_QUALITY })
        .toBuffer(),
    )
  }

  return made
}

interface MeasureMemoryArgs {
  count: number
  say: (line: string) => void
  sources: readonly Source[]
}

/** Flat when the last tenth stands no higher than the second one. */
async function measureMemory({ count, say, sources }: MeasureMemoryArgs) {
  const rss: number[] = []

  for (let index = 0; index < count; index += 1) {
    await ours(at(sources, index))
    rss.push(process.memoryUsage().rss / MIB)

    if ((index + 1) % Math.ceil(count / 10) === 0) {
      say(`${index + 1} pictures: ${Math.round(rss.at(-1) ?? 0)} MB`)
    }
  }

  const tenth = Math.max(1, Math.floor(count / 10))

  return {
    lastTenthRssMb: percentile(rss.slice(-tenth), 0.5),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    secondTenthRssMb: percentile(rss.slice(tenth, 2 * tenth), 0.5),
  }
}

async function measureSpeed({ pairs, sources }: { pairs: number; sources: readonly Source[] }) {
  const spent = { bare: 0, ours: 0 }
  let differing = 0

  const timed = async (who: 'bare' | 'ours', source: Source): Promise<Buffer[]> => {
    const startedAt = performance.now()
    const made = await (who === 'ours' ? ours : bare)(source)

    spent[who] += performance.now() - startedAt

    return made
  }

  for (let index = 0; index < pairs; index += 1) {
    const source = at(sources, index)
    const first = await timed(index % 2 === 0 ? 'ours' : 'bare', source)
    const second = await timed(index % 2 === 0 ? 'bare' : 'ours', source)

    differing += first.filter((data, place) => !data.equals(second[place] ?? Buffer.alloc(0))).length
  }

  const perSecond = (ms: number): number => Math.round((pairs / (ms / 1_000)) * 100) / 100

  return { bare: perSecond(spent.bare), differing, ours: perSecond(spent.ours) }
}

function at(sources: readonly Source[], index: number): Source {
  const source = sources[index % sources.length]

  if (source === undefined) {
    throw new Error('There are no pictures')
  }

  return source
}
