import { localNow } from './lease.ts'
import { type Claim, hasFence, idsOf, LET_GO, type Rows, serverTimePlus } from './rows.ts'

/** Gives claimed rows back unsent, so that another worker may take them at once. */
export async function releaseClaims(rows: Rows, claims: readonly Claim[]): Promise<void> {
  const held = claims.map(({ row }) => row)

  await rows.updateMany({ _id: { $in: idsOf(held) }, $expr: hasFence(held), state: 'claimed' }, [
    { $set: { ...LET_GO, state: 'armed' } },
  ])
}

/** Renews the leases of rows still held; returns these claims anew, without those that were lost. */
export async function renewClaims(rows: Rows, claims: readonly Claim[]): Promise<Claim[]> {
  const held = claims.map(({ row }) => row)
  const isHeld = { _id: { $in: idsOf(held) }, $expr: hasFence(held), token: { $ne: null } }
  const leaseMs = Math.max(...claims.map((claim) => claim.leaseMs))
  const since = localNow()
  const { matchedCount } = await rows.updateMany(isHeld, [{ $set: { leaseUntil: serverTimePlus(leaseMs) } }])

  if (matchedCount === claims.length) {
    return claims.map((claim) => ({ ...claim, leaseMs, since }))
  }

  const kept = new Set(idsOf(await rows.find(isHeld).project<{ _id: string }>({ _id: 1 }).toArray()))

  return claims.filter(({ row }) => kept.has(row._id)).map((claim) => ({ ...claim, leaseMs, since }))
}
