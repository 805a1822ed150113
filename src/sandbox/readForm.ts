import type { Request } from 'express'

/** Reads a body of `multipart/form-data` or of a plain form; at most 64 MiB. */
export async function readForm(request: Request): Promise<FormData> {
  const chunks: Buffer[] = []
  let bytes = 0

  for await (const chunk of request) {
    bytes += (chunk as Buffer).length

    if (bytes > MAX_BYTES) {
      throw new Error('the form is larger than a stand-in takes')
    }

    chunks.push(chunk as Buffer)
  }

  const headers = { 'content-type': request.get('content-type') ?? '' }

  return new Response(new Uint8Array(Buffer.concat(chunks)), { headers }).formData()
}

/** A file of a form with its bytes. */
export async function fileOf(
  value: FormDataEntryValue | null,
): Promise<{ bytes: Uint8Array; mimeType: string } | null> {
  return value instanceof Blob ? { bytes: new Uint8Array(await value.arrayBuffer()), mimeType: value.type } : null
}

/** A text of a form, empty where it is not there; line ends come as CRLF and platforms drop the CR. */
export function textIn(form: FormData, name: string): string {
  const value = form.get(name)

  return typeof value === 'string' ? value.replaceAll('\r', '') : ''
}

const MAX_BYTES = 64 * 1024 * 1024
