import type { CollectionIndexes, IndexSpecification } from '../../src/domain/collectionIndexes.ts'
import { DAY, SECOND } from '../../src/domain/duration.ts'
import { STUCK_STATES } from '../../src/domain/publicationStates.ts'
import { CAMPAIGNS, CHANNEL_TURNS, PUBLICATIONS, SLOT_CLAIMS, WORKERS } from '../../src/domain/slugs.ts'
import { CAMPAIGN_INDEXES } from '../holding/holdFacts.ts'
import { AGENDA_JOBS } from '../bells.ts'
import { CHANNEL_EVENT_INDEXES, CHANNEL_EVENTS } from '../callbacks/channelEvents.ts'
import { CHANNEL_METRIC_INDEXES, CHANNEL_METRICS } from '../channels/pullMetrics.ts'
import { RELEASE_INDEXES } from '../releases/records.ts'
import { CHANNEL_TURN_INDEXES } from '../rhythm/channelTurns.ts'
import { SLOT_CLAIM_INDEXES } from '../rhythm/slotClaims.ts'
import { ALARM_INDEXES } from '../alarms/records.ts'
import { ASSISTED_INDEXES } from '../assisted/records.ts'
import { RENDITION_INDEXES } from '../renditions/records.ts'
import { WEBHOOK_INDEXES } from '../webhooks/records.ts'

/**
 * What the ledger's queries need, and no more: each index costs every transition.
 *
 * Nothing that every row goes through is in a key: what is due, held, to be told or stuck has an index that holds only
 * the rows concerned. Those on `schedule`, `post`, `channel` and `campaign` are Payload's: its join fields ask for them.
 */
export const PUBLICATION_INDEXES: IndexSpecification[] = [
  // The state is in the key, although it is the same in all of them, because only so the claim's search reads no row.
  {
    key: { state: 1, dueAt: 1, channel: 1, _id: 1 },
    name: 'due',
    partialFilterExpression: { state: 'armed' },
  },
  { key: { state: 1, dueAt: 1 }, name: 'stuck', partialFilterExpression: { state: { $in: [...STUCK_STATES].sort() } } },
  { key: { leaseUntil: 1 }, name: 'leases', partialFilterExpression: { leaseUntil: { $type: 'date' } } },
  {
    key: { channel: 1, changedAt: 1, _id: 1 },
    name: 'changes-on-channel',
    partialFilterExpression: { changedAt: { $type: 'date' } },
  },
  {
    key: { unpublishAt: 1 },
    name: 'to-withdraw',
    partialFilterExpression: { state: 'published', unpublishAt: { $type: 'date' } },
  },
  {
    key: { 'withdrawal.failedAt': 1 },
    name: 'not-withdrawn',
    partialFilterExpression: { 'withdrawal.failedAt': { $type: 'date' } },
  },
  { key: { lookAt: 1 }, name: 'to-look-at', partialFilterExpression: { lookAt: { $type: 'date' } } },
  { key: { 'pending.pollAt': 1 }, name: 'to-poll', partialFilterExpression: { 'pending.pollAt': { $type: 'date' } } },
  { key: { channel: 1, dueAt: 1 }, name: 'times-of-channel' },
  { key: { 'error.code': 1, channel: 1 }, name: 'held', partialFilterExpression: { state: 'blocked' } },
  {
    key: { 'error.code': 1, channel: 1 },
    name: 'waiting-on-channel',
    partialFilterExpression: { 'error.class': 'waiting', state: 'armed' },
  },
  {
    key: { 'error.code': 1, dueAt: 1 },
    name: 'to-answer',
    partialFilterExpression: { 'error.code': 'ASK', state: 'blocked' },
  },
  // A row is here from its claim on, by a key that stays: its outcome, for which a person waits, writes nothing here.
  { key: { dueAt: 1 }, name: 'to-follow', partialFilterExpression: { followed: false } },
]

/** Agenda's own index cannot answer its own query: with 100,000 jobs ahead each look took 182 ms, with this 1 ms. */
export const AGENDA_INDEXES: IndexSpecification[] = [
  { key: { name: 1, lockedAt: 1, nextRunAt: 1, priority: -1, disabled: 1 }, name: 'next-to-run' },
  // The list of jobs at /ops/jobs.
  { key: { nextRunAt: -1 }, name: 'newest' },
  { key: { name: 1, nextRunAt: -1 }, name: 'newest-of-name' },
  { key: { name: 1 }, name: 'failed', partialFilterExpression: { failedAt: { $type: 'date' } } },
  { key: { name: 1 }, name: 'paused', partialFilterExpression: { disabled: true } },
  { key: { name: 1 }, name: 'repeating', partialFilterExpression: { repeatInterval: { $type: 'string' } } },
]

/** Workers that stopped without saying so are forgotten after a day. */
const WORKER_INDEXES: IndexSpecification[] = [{ key: { beatAt: 1 }, name: 'forget', expireAfterSeconds: DAY / SECOND }]

/** What the jobs ask of the database. */
export const JOB_INDEXES: CollectionIndexes[] = [
  { collection: AGENDA_JOBS, indexes: AGENDA_INDEXES },
  { collection: CAMPAIGNS, indexes: CAMPAIGN_INDEXES },
  { collection: CHANNEL_TURNS, indexes: CHANNEL_TURN_INDEXES },
  { collection: CHANNEL_EVENTS, indexes: CHANNEL_EVENT_INDEXES },
  { collection: CHANNEL_METRICS, indexes: CHANNEL_METRIC_INDEXES },
  { collection: PUBLICATIONS, indexes: PUBLICATION_INDEXES },
  { collection: SLOT_CLAIMS, indexes: SLOT_CLAIM_INDEXES },
  { collection: WORKERS, indexes: WORKER_INDEXES },
  ...RELEASE_INDEXES,
  ...ALARM_INDEXES,
  ...ASSISTED_INDEXES,
  ...RENDITION_INDEXES,
  ...WEBHOOK_INDEXES,
]
