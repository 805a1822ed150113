/** What both sides are asked: when each rule comes in each zone, from a day to a local time. */
export interface OracleQuestion {
  rules: { hour: number; minute: number; text: string }[]
  start: string
  until: string
  zones: string[]
}

/** For each zone and each rule, instants in seconds. */
export type OracleAnswer = Record<string, number[][]>

/** Zones with every kind of change: none, by an hour, by half of one, by a day, at midnight, in the south, for Ramadan. */
const ZONES = [
  'UTC',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/Johannesburg',
  'America/Anchorage',
  'America/Asuncion',
  'America/Caracas',
  'America/Chicago',
  'America/Havana',
  'America/Los_Angeles',
  'America/Nuuk',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Amman',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Jerusalem',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Pyongyang',
  'Asia/Shanghai',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/Dublin',
  'Europe/Istanbul',
  'Europe/London',
  'Europe/Moscow',
  'Pacific/Apia',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Easter',
  'Pacific/Norfolk',
]

/** In the hours in which clocks change, and in the ones in which people post. */
const RULES: OracleQuestion['rules'] = [
  { hour: 2, minute: 30, text: 'FREQ=DAILY' },
  { hour: 0, minute: 15, text: 'FREQ=DAILY' },
  { hour: 2, minute: 30, text: 'FREQ=WEEKLY;BYDAY=SU' },
  { hour: 1, minute: 45, text: 'FREQ=WEEKLY;BYDAY=SU' },
  { hour: 20, minute: 0, text: 'FREQ=WEEKLY;BYDAY=MO,WE,FR' },
  { hour: 9, minute: 0, text: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
  { hour: 3, minute: 0, text: 'FREQ=MONTHLY;BYDAY=-1SU' },
  { hour: 12, minute: 10, text: 'FREQ=MONTHLY;BYMONTHDAY=31' },
  { hour: 8, minute: 0, text: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' },
]

const TEN_YEARS = { start: '2020-01-01T00:00:00', until: '2029-12-31T23:59:59' }

/** Ten years in every zone; `npm test` leaves out the daily rules, which are most of the work. */
export const askAll = (isFull: boolean): OracleQuestion => ({
  ...TEN_YEARS,
  rules: RULES.filter(({ text }) => isFull || text !== 'FREQ=DAILY'),
  zones: ZONES,
})

/** Each day of ten years at an hour that many zones leave out once a year. */
export const askDaily = (isFull: boolean): OracleQuestion => ({
  ...TEN_YEARS,
  rules: RULES.slice(0, 1),
  zones: ZONES.filter((_zone, index) => isFull || index % 4 === 2),
})
