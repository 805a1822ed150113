import { ObjectId, type Document } from 'mongodb'
import type { Payload } from 'payload'

import { databaseOf } from '../database/handles.ts'
import { DAY } from '../domain/duration.ts'
import type { Lifecycle } from '../domain/member.ts'
import type { SeededRandom } from '../domain/seededRandom.ts'
import { MEMBERS } from '../domain/slugs.ts'

export interface DemoMember {
  id: string
  pseudonym: string
}

const COUNT = 200
const FIRST = ['小', '阿', '大', '糖', '桃', '梨', '月', '鹿', '柚', '芋', '栗', '茶']
const SECOND = ['圆', '满', '禾', '安', '七', '朵', '北', '柠', '可', '泡', '乐', '晴', '橙', '一']
const TAGS = ['油皮', '干皮', '敏感肌', '混合皮', '学生党', '上班族', '宝妈', '成分党', '彩妆爱好者']

/** Two hundred people of the community, a third of them invited by another; written in one insert. */
export async function seedMembers(
  payload: Payload,
  { now, random }: { now: Date; random: SeededRandom },
): Promise<DemoMember[]> {
  const rows: Document[] = []

  for (let index = 0; index < COUNT; index += 1) {
    const inviter = random.next() < 0.34 ? rows[random.between(0, rows.length - 1)] : undefined

    rows.push(describeMember({ index, inviter, now, random }))
  }

  await databaseOf(payload).collection(MEMBERS).insertMany(rows)

  return rows.map((row) => ({ id: String(row['_id']), pseudonym: String(row['pseudonym']) }))
}

interface DescribeMemberArgs {
  index: number
  inviter: Document | undefined
  now: Date
  random: SeededRandom
}

function describeMember({ index, inviter, now, random }: DescribeMemberArgs): Document {
  const joinedDaysAgo = random.between(0, 180)
  const idleDays = Math.min(joinedDaysAgo, Math.floor(random.next() ** 2 * 90))
  const joinedAt = new Date(now.getTime() - joinedDaysAgo * DAY)
  const lastActiveAt = new Date(now.getTime() - idleDays * DAY)

  return {
    __v: 0,
    _id: new ObjectId(),
    consent: [
      { givenAt: joinedAt, id: new ObjectId().toHexString(), purpose: '营销消息', version: '2026-01', via: '入群问卷' },
    ],
    createdAt: joinedAt,
    identities: [{ externalId: `demo_openid_${index}`, id: new ObjectId().toHexString(), platform: 'wechat' }],
    ...(inviter === undefined ? {} : { invitedBy: inviter['_id'] as ObjectId }),
    joinedAt,
    lastActiveAt,
    lifecycle: lifecycleOf({ idleDays, joinedDaysAgo }),
    nickname: `${random.pick(FIRST)}${random.pick(SECOND)}${random.next() < 0.4 ? random.between(1, 99) : ''}`,
    points: random.between(0, 40) * random.between(0, 40),
    pseudonym: `m-${random.between(0x100000, 0xffffff).toString(16)}${index.toString(16).padStart(2, '0')}`,
    tags: [...new Set([random.pick(TAGS), random.pick(TAGS)])],
    updatedAt: lastActiveAt,
  }
}

function lifecycleOf({ idleDays, joinedDaysAgo }: { idleDays: number; joinedDaysAgo: number }): Lifecycle {
  if (joinedDaysAgo <= 14) {
    return 'new'
  }

  return idleDays <= 7 ? 'active' : idleDays <= 30 ? 'churn-risk' : idleDays <= 75 ? 'dormant' : 'lost'
}
