import type { Payload, PayloadRequest } from 'payload'
import { commitTransaction, createLocalReq, initTransaction, killTransaction } from 'payload'

/**
 * Does work in one transaction, on a request of nobody: what an import may do is checked before.
 *
 * Commits what was written, or nothing of it when `work` throws.
 */
export async function inTransaction<T>(payload: Payload, work: (req: PayloadRequest) => Promise<T>): Promise<T> {
  const req = await createLocalReq({}, payload)

  await initTransaction(req)

  try {
    const result = await work(req)

    await commitTransaction(req)

    return result
  } catch (error) {
    await killTransaction(req)
    throw error
  }
}
