import type { ReceivedRequest } from './receiver.ts'

/** Every text that a request carried, in its query or its body: JSON, a form, or a form with files and JSON in it. */
export async function textsOf({ body, bytes, headers, url }: ReceivedRequest): Promise<string[]> {
  const type = headers['content-type'] ?? ''
  const query = [...new URL(url, 'http://localhost').searchParams.values()]

  if (type.includes('json')) {
    return [...query, ...leavesOf(JSON.parse(body))]
  }

  if (!type.includes('form')) {
    return query
  }

  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  // A form ends every line by CRLF, whatever it was given.
  const fields = [...form.values()]
    .filter((value) => typeof value === 'string')
    .map((value) => value.replaceAll('\r\n', '\n'))

  return [
    ...query,
    ...fields,
    ...fields.filter((text) => text.startsWith('{')).flatMap((text) => leavesOf(JSON.parse(text))),
  ]
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value]
  }

  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : []
}
