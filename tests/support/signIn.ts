import type { Role } from '../../src/domain/roles.ts'
import { ROLES } from '../../src/domain/roles.ts'
import type { OpenPayload } from './openPayload.ts'

const PASSWORD = 'correct-horse-battery'

/** Makes one person per role and gives their `Authorization` headers. */
export async function signIn({ call, payload }: OpenPayload): Promise<Record<Role, string>> {
  const headers: Partial<Record<Role, string>> = {}

  for (const role of ROLES) {
    const email = `${role}@drumbeat.test`

    await payload.create({ collection: 'users', data: { email, name: role, password: PASSWORD, roles: [role] } })

    const { body } = await call('POST', '/users/login', { body: { email, password: PASSWORD } })

    headers[role] = `JWT ${String((body as Record<string, unknown>)['token'])}`
  }

  return headers as Record<Role, string>
}
