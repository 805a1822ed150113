import sharp, { type OverlayOptions, type Sharp } from 'sharp'

import { RenditionError } from '../src/domain/errors.ts'
import { RENDITION_MIME_TYPES, type RenditionFormat } from '../src/domain/presets/preset.ts'
import { MAX_IMAGE_PIXELS } from '../src/domain/uploadRules.ts'
import { BEST_QUALITY, encode, isLossy, LEAST_QUALITY } from './encode.ts'
import type { PresetPlan } from './planPreset.ts'
import { searchQuality } from './searchQuality.ts'

export interface RenderPresetArgs {
  data: Buffer
  /** The limit of the platform; absent for none. */
  maxBytes?: number | undefined
  /** What to lay over the finished size: marks and labels. */
  overlays?: (size: { height: number; width: number }) => Promise<OverlayOptions[]>
  plan: PresetPlan
  /** What goes into the file's XMP; see `completeXmp`. */
  xmp?: string | undefined
}

export interface RenderedPreset {
  data: Buffer
  format: RenditionFormat
  height: number
  mimeType: string
  width: number
}

/** How much smaller a picture becomes when no quality fits. */
const SHRINK = 0.8
const LEAST_SIDE = 64

/**
 * Makes one picture after its plan: turned up, cut, in sRGB of 8 bits, with its XMP and no other metadata.
 *
 * The best quality is tried first, straight from the file, and mostly fits. If not, the quality is found by bisection
 * over pixels that were decoded once; then the next format is tried, and last a smaller size. Throws `RenditionError`
 * when a picture of 64 pixels is still too large, and when the file cannot be decoded.
 */
export async function renderPreset(args: RenderPresetArgs): Promise<RenderedPreset> {
  try {
    for (let plan = args.plan; ; plan = shrink(plan)) {
      const rendered = await renderAt({ ...args, plan })

      if (rendered !== null) {
        return rendered
      }

      if (Math.min(plan.width, plan.height) * SHRINK < LEAST_SIDE) {
        throw new RenditionError(`The picture does not fit into ${String(args.maxBytes)} bytes at any size`)
      }
    }
  } catch (error) {
    throw error instanceof RenditionError
      ? error
      : new RenditionError('The picture cannot be rendered', { cause: error })
  }
}

async function renderAt({
  data,
  maxBytes = Infinity,
  overlays,
  plan,
  xmp,
}: RenderPresetArgs): Promise<RenderedPreset | null> {
  const { height, width } = plan
  const laid = onEachFrame(plan, (await overlays?.({ height, width })) ?? [])
  const finish = (image: Sharp): Sharp => (xmp === undefined ? image : image.withXmp(xmp))
  const straight = (): Sharp => {
    const cut = open(data, plan)

    return laid.length === 0 ? cut : cut.composite(laid)
  }

  for (const format of plan.formats) {
    const first = await finish(encode(straight(), format, BEST_QUALITY)).toBuffer()

    if (first.length <= maxBytes) {
      return { data: first, format, height, mimeType: RENDITION_MIME_TYPES[format], width }
    }

    if (isLossy(format)) {
      const again = plan.isAnimated ? straight : await decodeOnce(straight())
      const found = await searchQuality({
        encode: (quality) => finish(encode(again(), format, quality)).toBuffer(),
        highest: BEST_QUALITY - 1,
        lowest: LEAST_QUALITY,
        maxBytes,
      })

      if (found !== null) {
        return { data: found.encoded, format, height, mimeType: RENDITION_MIME_TYPES[format], width }
      }
    }
  }

  return null
}

/** sharp lays the frames of a moving picture below one another. */
const onEachFrame = ({ frames, height }: PresetPlan, overlays: OverlayOptions[]): OverlayOptions[] =>
  Array.from({ length: frames }, (_, frame) =>
    overlays.map((overlay) => ({ ...overlay, top: (overlay.top ?? 0) + frame * height })),
  ).flat()

const open = (data: Buffer, { height, isAnimated, left, scaled, top, width }: PresetPlan): Sharp =>
  sharp(data, { animated: isAnimated, limitInputPixels: MAX_IMAGE_PIXELS })
    .autoOrient()
    .resize({ ...scaled, fit: 'fill' })
    .extract({ height, left, top, width })
    .toColourspace('srgb')

async function decodeOnce(image: Sharp): Promise<() => Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const { channels, height, width } = info

  return () => sharp(data, { raw: { channels, height, width } })
}

const shrink = (plan: PresetPlan): PresetPlan => {
  const smaller = (length: number): number => Math.max(1, Math.round(length * SHRINK))
  const [height, width] = [smaller(plan.height), smaller(plan.width)]
  const scaled = {
    height: Math.max(height, smaller(plan.scaled.height)),
    width: Math.max(width, smaller(plan.scaled.width)),
  }

  return {
    ...plan,
    height,
    left: Math.min(Math.floor(plan.left * SHRINK), scaled.width - width),
    scaled,
    top: Math.min(Math.floor(plan.top * SHRINK), scaled.height - height),
    width,
  }
}
