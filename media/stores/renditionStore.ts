/** Where finished renditions lie; keys are paths with slashes. */
export interface RenditionStore {
  /** Null when nothing lies there. */
  read(key: string): Promise<Buffer | null>
  /** Whole or not at all: a reader never sees half of a file. */
  write(key: string, data: Uint8Array, mimeType: string): Promise<void>
}
