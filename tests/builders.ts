import type { Agent } from '#shared/domain/agent.ts'
import type { BusinessCalendar } from '#shared/domain/business-calendar.ts'
import type { Case } from '#shared/domain/case.ts'
import type { CaseForm, FormField } from '#shared/domain/case-form.ts'
import type { ClockPolicy } from '#shared/domain/clock-policy.ts'
import type { ContactDriver } from '#shared/domain/contact-driver.ts'
import type { Dispute } from '#shared/domain/dispute.ts'
import type { Escalation, EscalationPacket } from '#shared/domain/escalation.ts'
import type { Macro } from '#shared/domain/macro.ts'
import type { Message } from '#shared/domain/message.ts'
import type { Order } from '#shared/domain/order.ts'
import type { Party } from '#shared/domain/party.ts'
import type { Queue } from '#shared/domain/queue.ts'
import type { Site } from '#shared/domain/site.ts'
import type { Sop, SopBody } from '#shared/domain/sop.ts'
import type { Team } from '#shared/domain/team.ts'

/** The instant that rows have unless a test says otherwise. */
export const someInstant = '2026-11-22T07:00:00.000Z'

/** The nth id, a valid UUID that is easy to tell apart in a failure. */
export const idOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

export const aSite = (set: Partial<Site> = {}): Site => ({ id: idOf(1), name: 'Manila', inHouse: false, ...set })

export const aTeam = (set: Partial<Team> = {}): Team => ({ id: idOf(2), name: 'Orders', siteId: idOf(1), ...set })

export const aQueue = (set: Partial<Queue> = {}): Queue => ({
  id: idOf(3),
  name: 'Orders',
  kind: 'cases',
  teamIds: [],
  siteIds: [],
  position: 0,
  ...set,
})

export const anAgent = (set: Partial<Agent> = {}): Agent => ({
  id: idOf(4),
  name: 'Ana Reyes',
  role: 'tier-1',
  siteId: idOf(1),
  teamIds: [],
  queueIds: [idOf(3)],
  markets: ['US'],
  locale: 'en',
  sees: 'queues',
  active: true,
  ...set,
})

export const aParty = (set: Partial<Party> = {}): Party => ({
  id: idOf(5),
  kind: 'customer',
  name: 'Kim Lee',
  email: 'kim@example.com',
  phone: null,
  locale: 'en',
  market: 'US',
  tags: [],
  createdAt: null,
  fields: {},
  source: null,
  ...set,
})

export const anOrder = (set: Partial<Order> = {}): Order => ({
  id: idOf(6),
  number: 'A-100',
  customerId: null,
  sellerIds: [],
  status: 'shipped',
  market: 'US',
  currency: 'USD',
  total: 12.5,
  placedAt: null,
  shippedAt: null,
  requiredAt: null,
  lines: [],
  address: null,
  fields: {},
  source: null,
  ...set,
})

export const aDispute = (set: Partial<Dispute> = {}): Dispute => ({
  id: idOf(7),
  kind: 'not-received',
  orderId: idOf(6),
  partyId: null,
  sellerId: null,
  amount: null,
  currency: null,
  reason: null,
  brief: null,
  openedAt: null,
  fields: {},
  source: null,
  ...set,
})

export const aField = (set: Partial<FormField> = {}): FormField => ({
  key: 'reason',
  label: 'Reason',
  kind: 'text',
  options: [],
  isRequiredToSolve: true,
  ...set,
})

export const aForm = (set: Partial<CaseForm> = {}): CaseForm => ({
  id: idOf(14),
  name: 'Returns',
  fields: [aField()],
  isDriverRequired: false,
  active: true,
  ...set,
})

export const aDriver = (set: Partial<ContactDriver> = {}): ContactDriver => ({
  id: idOf(16),
  name: 'Late delivery',
  parentId: idOf(15),
  position: 0,
  active: true,
  ...set,
})

export const aCase = (set: Partial<Case> = {}): Case => ({
  id: idOf(8),
  number: '1',
  subject: 'Where is my order?',
  status: 'open',
  priority: 'normal',
  queueId: idOf(3),
  market: 'US',
  locale: 'en',
  partyId: idOf(5),
  partyKind: 'customer',
  partyName: 'Kim Lee',
  partyIds: [idOf(5)],
  orderIds: [],
  assigneeId: null,
  tags: [],
  createdAt: someInstant,
  updatedAt: someInstant,
  lastReplyId: null,
  lastReplyAt: null,
  lastReplyBy: null,
  waitingSince: null,
  messageCount: 0,
  snippet: '',
  escalation: null,
  satisfaction: null,
  fields: {},
  source: null,
  ...set,
})

/** Monday to Friday, nine to five, in New York. */
export const aCalendar = (set: Partial<BusinessCalendar> = {}): BusinessCalendar => ({
  id: idOf(0x50),
  name: 'New York',
  timeZone: 'America/New_York',
  markets: ['US'],
  siteIds: [],
  week: [1, 2, 3, 4, 5].map((day) => ({ day, from: 540, to: 1020 })),
  holidays: [],
  ...set,
})

/** A first answer within an hour, at any time, for every case. */
export const aPolicy = (set: Partial<ClockPolicy> = {}): ClockPolicy => ({
  id: idOf(0x51),
  name: 'Everyone',
  position: 0,
  active: true,
  when: {},
  targets: [
    {
      kind: 'first-reply',
      seconds: { low: 3600, normal: 3600, high: 3600, urgent: 3600 },
      counts: 'always',
      pausedBy: [],
    },
  ],
  legal: null,
  calendarId: null,
  warnSeconds: 600,
  raiseAfter: [0],
  ...set,
})

export const aMessage = (set: Partial<Message> = {}): Message => ({
  id: idOf(9),
  caseId: idOf(8),
  kind: 'reply',
  author: { kind: 'party', id: idOf(5), name: 'Kim Lee' },
  text: 'Where is my order?',
  html: null,
  at: someInstant,
  macroId: null,
  event: null,
  source: null,
  ...set,
})

export const aMacro = (set: Partial<Macro> = {}): Macro => ({
  id: idOf(10),
  title: 'Orders::Late',
  template: 'Sorry for the wait.',
  html: null,
  kind: 'reply',
  actions: [],
  scope: { of: 'workspace' },
  locale: null,
  active: true,
  usageCount: 0,
  source: null,
  ...set,
})

export const aSop = (set: Partial<Sop> = {}): Sop => ({
  id: idOf(11),
  groupId: idOf(11),
  title: 'Late orders',
  locale: 'en',
  sourceLocale: 'en',
  section: 'Orders',
  labels: [],
  market: null,
  state: 'published',
  internal: false,
  version: 1,
  updatedAt: someInstant,
  source: null,
  ...set,
})

export const aSopBody = (set: Partial<SopBody> = {}): SopBody => ({
  id: idOf(11),
  sopId: idOf(11),
  format: 'markdown',
  body: 'Look at the tracking page.',
  ...set,
})

export const aPacket = (set: Partial<EscalationPacket> = {}): EscalationPacket => ({
  reason: 'authority-limit',
  market: 'US',
  ask: 'May we refund it?',
  order: { has: 'none', why: 'The party gave none.' },
  steps: [{ step: 'Looked at the tracking', result: 'Lost' }],
  sop: { has: 'none' },
  evidence: 'The tracking page.',
  promise: { made: 'none' },
  legalClock: null,
  ...set,
})

export const anEscalation = (set: Partial<Escalation> = {}): Escalation => ({
  id: idOf(12),
  caseId: idOf(8),
  queueId: idOf(13),
  state: 'queued',
  attempt: 1,
  packet: aPacket(),
  byAgentId: idOf(4),
  byName: 'Ana Reyes',
  holderId: null,
  holderName: null,
  submittedAt: someInstant,
  heldSince: null,
  decision: null,
  replyText: null,
  turns: [],
  source: null,
  externalRef: null,
  ...set,
})
