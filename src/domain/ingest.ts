import type { Labels } from './labels.ts'

/** What was changed in a file when it was taken in. */
export const INGEST_CHANGES = [
  'ai-label-added',
  'cmyk-converted',
  'metadata-removed',
  'reduced-to-8-bits',
  'video-not-probed',
] as const

export type IngestChange = (typeof INGEST_CHANGES)[number]

export const INGEST_CHANGE_LABELS: Record<IngestChange, Labels> = {
  'ai-label-added': {
    en: 'The label of AI-made pictures was written into the file',
    zh: '已在文件中写入人工智能生成的隐式标识',
  },
  'cmyk-converted': {
    en: 'The colours of print (CMYK) were turned into those of screens (sRGB); compare them',
    zh: '印刷色（CMYK）已转换为屏幕色（sRGB），请核对颜色',
  },
  'metadata-removed': {
    en: 'Camera data and the place of the photo were taken out',
    zh: '已移除拍摄参数和拍摄地点',
  },
  'reduced-to-8-bits': {
    en: 'Sixteen bits per colour became eight',
    zh: '16 位色深已转换为 8 位',
  },
  'video-not-probed': {
    en: 'The server has no ffmpeg, so length, size and cover of the video are unknown: choose a cover yourself',
    zh: '服务器未安装 ffmpeg，无法识别视频时长、尺寸和封面，请自行选择封面',
  },
}

/** What ingest learns of a file, as `media` keeps it. */
export interface IngestFacts {
  /** SHA-256 (hex) of the file as it was given. */
  contentHash: string
  /** True when the file itself says that AI made it. */
  hasAiLabel: boolean
  /** The parts of the perceptual hash, each with its place; similar pictures share one. */
  hashBands: string[]
  ingestChanges: IngestChange[]
  /** 16 hexadecimal digits; null for what is no picture, or too plain to tell from another. */
  perceptualHash: string | null
  /** Of a video, where it is known. */
  durationMs?: number
  height?: number
  width?: number
  /** ThumbHash in base64: a blurred picture to show until the real one is there. */
  thumbHash: string | null
}
