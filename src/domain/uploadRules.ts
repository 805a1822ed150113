import type { Labels } from './channelAdapter.ts'
import { MIB } from './duration.ts'
import type { FileType, RefusedType } from './fileType.ts'

/** The most pixels an image may decode to, all frames together: 50 megapixels are 200 MB of memory. */
export const MAX_IMAGE_PIXELS = 50_000_000

/** The most frames of a moving picture; a longer one is a video. */
export const MAX_FRAMES = 300

/** The largest file of each kind, in bytes. */
export const MAX_IMAGE_BYTES = 30 * MIB
export const MAX_DOCUMENT_BYTES = 30 * MIB
export const MAX_VIDEO_BYTES = 200 * MIB

/** Why a file is refused; `code` is stable, the message is for people, in both languages. */
export interface UploadRefusal {
  code:
    | 'ai-gif'
    | 'broken'
    | 'broken-video'
    | 'empty'
    | 'heic'
    | 'svg'
    | 'tiff'
    | 'too-large'
    | 'too-many-frames'
    | 'too-many-pixels'
    | 'unknown-type'
  message: Labels
}

/** What is known of a file before its pixels are decoded. */
export interface UploadFacts {
  aiGenerated: boolean
  bytes: number
  /** Pictures that follow one another; 1 for a still, null for what is not an image. */
  frames: number | null
  /** Pixels of all frames; null for what is not an image. */
  pixels: number | null
  /** What it is instead, where `type` is null and we know it. */
  refusedType: RefusedType | null
  type: FileType | null
}

/**
 * Says why a file cannot be taken, or null when it can.
 *
 * Asked before anything is decoded, so that a small file that unpacks to gigabytes costs nothing.
 */
export function findUploadRefusal({
  aiGenerated,
  bytes,
  frames,
  pixels,
  refusedType,
  type,
}: UploadFacts): UploadRefusal | null {
  if (bytes === 0) {
    return { code: 'empty', message: { en: 'The file is empty.', zh: '文件是空的。' } }
  }

  if (type === null && refusedType !== null) {
    return REFUSED_TYPES[refusedType]
  }

  if (type === null) {
    return {
      code: 'unknown-type',
      message: {
        en: 'The content is none of JPEG, PNG, WebP, AVIF, GIF, MP4 or PDF, whatever its name says.',
        zh: '文件内容不是 JPEG、PNG、WebP、AVIF、GIF、MP4 或 PDF（与文件名的后缀无关）。',
      },
    }
  }

  if (bytes > maxBytes(type)) {
    return tooLarge(bytes, maxBytes(type))
  }

  if (frames !== null && frames > MAX_FRAMES) {
    return tooManyFrames(frames)
  }

  if (pixels !== null && pixels > MAX_IMAGE_PIXELS) {
    return tooManyPixels(pixels)
  }

  return aiGenerated && type === 'image/gif' ? AI_GIF : null
}

/** The file claims to be an image but cannot be decoded to its end. */
export const BROKEN_IMAGE: UploadRefusal = {
  code: 'broken',
  message: {
    en: 'The image is broken or cut off and cannot be decoded. Export it again and upload the new file.',
    zh: '图片已损坏或不完整，无法解码。请重新导出后再上传。',
  },
}

/** The file claims to be a video but does not play. */
export const BROKEN_VIDEO: UploadRefusal = {
  code: 'broken-video',
  message: {
    en: 'The video is broken or cut off and cannot be played. Export it again as MP4 and upload the new file.',
    zh: '视频已损坏或不完整，无法播放。请重新导出为 MP4 后再上传。',
  },
}

// GB 45438-2025 wants the label inside the file; GIF has no place for it.
export const AI_GIF: UploadRefusal = {
  code: 'ai-gif',
  message: {
    en: 'A GIF cannot carry the label that AI-generated images need. Upload it as PNG, JPEG or WebP.',
    zh: 'GIF 无法携带 AI 生成内容必需的隐式标识。请改用 PNG、JPEG 或 WebP 上传。',
  },
}

const REFUSED_TYPES: Record<RefusedType, UploadRefusal> = {
  heic: {
    code: 'heic',
    message: {
      en: 'HEIC photos are not taken, because channels and browsers cannot show them. Export it as JPEG.',
      zh: '不支持 HEIC 照片（多数渠道和浏览器无法显示）。请导出为 JPEG 后再上传。',
    },
  },
  svg: {
    code: 'svg',
    message: {
      en: 'SVG pictures are not taken, because they can run scripts. Export it as PNG with a transparent background.',
      zh: '不支持 SVG（其中可能含有脚本）。请导出为透明背景的 PNG 后再上传。',
    },
  },
  tiff: {
    code: 'tiff',
    message: {
      en: 'TIFF pictures are not taken, because channels cannot show them. Export it as JPEG or PNG.',
      zh: '不支持 TIFF 图片（渠道无法显示）。请导出为 JPEG 或 PNG 后再上传。',
    },
  },
}

const maxBytes = (type: FileType): number =>
  type === 'video/mp4' ? MAX_VIDEO_BYTES : type === 'application/pdf' ? MAX_DOCUMENT_BYTES : MAX_IMAGE_BYTES

const mebibytes = (bytes: number): string => (bytes / MIB).toFixed(1)

const megapixels = (pixels: number): string => (pixels / 1_000_000).toFixed(0)

const tooLarge = (bytes: number, limit: number): UploadRefusal => ({
  code: 'too-large',
  message: {
    en: `The file has ${mebibytes(bytes)} MB; at most ${mebibytes(limit)} MB are taken.`,
    zh: `文件大小为 ${mebibytes(bytes)} MB，上限为 ${mebibytes(limit)} MB。`,
  },
})

const tooManyFrames = (frames: number): UploadRefusal => ({
  code: 'too-many-frames',
  message: {
    en: `The picture has ${frames} frames; at most ${MAX_FRAMES} are taken. Shorten it, or upload it as MP4.`,
    zh: `动图有 ${frames} 帧，上限为 ${MAX_FRAMES} 帧。请缩短，或改为 MP4 视频上传。`,
  },
})

const tooManyPixels = (pixels: number): UploadRefusal => ({
  code: 'too-many-pixels',
  message: {
    en: `The image has ${megapixels(pixels)} megapixels; at most ${megapixels(MAX_IMAGE_PIXELS)} are taken. Scale it down first.`,
    zh: `图片有 ${megapixels(pixels)} 百万像素，上限为 ${megapixels(MAX_IMAGE_PIXELS)} 百万像素。请先缩小图片。`,
  },
})
