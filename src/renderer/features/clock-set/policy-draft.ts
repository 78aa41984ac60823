import { readDuration, readDurations, writeDuration, writeDurations } from '#shared/clocks/written-hours.ts'
import { MarketCode } from '#shared/domain/base.ts'
import { CalendarDay } from '#shared/domain/business-calendar.ts'
import { SlaKind } from '#shared/domain/case-clock.ts'
import { ClockPolicy } from '#shared/domain/clock-policy.ts'
import type { ClockConditions, ClockTarget, LegalTerm } from '#shared/domain/clock-policy.ts'
import type { PartyKind } from '#shared/domain/party.ts'
import type { WordKey } from '#renderer/words/say.ts'

/** What is promised of one kind, as it is being written. */
export interface TargetDraft {
  /** Four times, by priority; empty: nothing is promised. */
  readonly times: string
  readonly isBusiness: boolean
  readonly isPaused: boolean
}

/** A policy as it is being written. */
export interface PolicyDraft {
  readonly name: string
  /** From 1. */
  readonly place: string
  readonly markets: string
  readonly tags: string
  readonly partyKinds: ReadonlySet<PartyKind>
  readonly queueIds: ReadonlySet<string>
  readonly driverIds: ReadonlySet<string>
  readonly targets: { readonly [K in SlaKind]: TargetDraft }
  readonly warn: string
  readonly raise: string
  /** Empty: that of the site or the market. */
  readonly calendarId: string
  readonly unit: LegalTerm['unit'] | 'none'
  readonly amount: string
  readonly isRolling: boolean
  readonly isByReply: boolean
  readonly source: string
  readonly owner: string
  readonly verifiedOn: string
  readonly isActive: boolean
}

/** What is wrong with a part of a draft. */
export interface DraftFault {
  readonly part: keyof PolicyDraft | SlaKind
  readonly why: WordKey
}

/** The codes or tags in a text with commas between them. */
export const listed = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
]

function targetDraft(policy: ClockPolicy | undefined, kind: SlaKind): TargetDraft {
  const target = policy?.targets.find((one) => one.kind === kind)
  if (target === undefined) return { times: '', isBusiness: true, isPaused: kind === 'update' || kind === 'resolution' }
  const { low, normal, high, urgent } = target.seconds
  return {
    times: writeDurations([low, normal, high, urgent]),
    isBusiness: target.counts === 'business',
    isPaused: target.pausedBy.length > 0,
  }
}

type LegalDraft = Pick<PolicyDraft, 'unit' | 'amount' | 'isRolling' | 'isByReply' | 'source' | 'owner' | 'verifiedOn'>

const legalDraft = (legal: LegalTerm | null): LegalDraft =>
  legal === null
    ? { unit: 'none', amount: '14', isRolling: false, isByReply: false, source: '', owner: '', verifiedOn: '' }
    : {
        unit: legal.unit,
        amount: String(legal.amount),
        isRolling: legal.isRolling,
        isByReply: legal.endsOn === 'first-reply',
        source: legal.source,
        owner: legal.owner,
        verifiedOn: legal.verifiedOn ?? '',
      }

/** What a new policy begins as. */
const blank = {
  name: '',
  active: true,
  when: {} as ClockConditions,
  targets: [],
  legal: null,
  calendarId: null,
  warnSeconds: 1800,
  raiseAfter: [0],
}

/** What a policy is written from; `places`: how many policies there are. */
export function draftOf(policy: ClockPolicy | undefined, places: number): PolicyDraft {
  const of = policy ?? { ...blank, position: places }
  const { markets = [], tags = [], partyKinds, queueIds, driverIds } = of.when
  return {
    name: of.name,
    place: String(of.position + 1),
    markets: markets.join(', '),
    tags: tags.join(', '),
    partyKinds: new Set(partyKinds),
    queueIds: new Set(queueIds),
    driverIds: new Set(driverIds),
    targets: {
      'first-reply': targetDraft(policy, 'first-reply'),
      'next-reply': targetDraft(policy, 'next-reply'),
      update: targetDraft(policy, 'update'),
      resolution: targetDraft(policy, 'resolution'),
    },
    warn: writeDuration(of.warnSeconds),
    raise: writeDurations(of.raiseAfter),
    calendarId: of.calendarId ?? '',
    ...legalDraft(of.legal),
    isActive: of.active,
  }
}

const least = 15
const most = 366 * 86_400

const fourTimes = (text: string): number[] | null => {
  const times = readDurations(text)
  return times?.length === 4 && times.every((time) => time >= least && time <= most) ? times : null
}

const risingTimes = (text: string): number[] | null => {
  const times = readDurations(text)
  const isRising = times?.every((time, at) => time <= most && time >= (times[at - 1] ?? 0)) === true
  return times !== null && isRising && times.length <= 3 ? times : null
}

const isNumber = (text: string, from: number, to: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= from && Number(text) <= to

const isMarkets = (text: string): boolean => listed(text).every((code) => MarketCode.safeParse(code).success)

/** What is wrong in a draft, in the order in which it stands. */
export function faultsOf(draft: PolicyDraft): DraftFault[] {
  const isLegal = draft.unit !== 'none'
  const wrong: readonly (readonly [DraftFault['part'], boolean, WordKey])[] = [
    ['name', draft.name.trim() === '', 'clock-set.needs-name'],
    ['place', !isNumber(draft.place, 1, 3660), 'clock-set.needs-number'],
    ['markets', !isMarkets(draft.markets), 'clock-set.needs-markets'],
    ...SlaKind.options.map((kind) => {
      const { times } = draft.targets[kind]
      return [kind, times.trim() !== '' && fourTimes(times) === null, 'clock-set.needs-times'] as const
    }),
    ['warn', (readDuration(draft.warn) ?? most + 1) > most, 'clock-set.needs-time'],
    ['raise', risingTimes(draft.raise) === null, 'clock-set.needs-rising'],
    ['amount', isLegal && !isNumber(draft.amount, 1, 3660), 'clock-set.needs-number'],
    [
      'verifiedOn',
      isLegal && draft.verifiedOn !== '' && !CalendarDay.safeParse(draft.verifiedOn).success,
      'clock-set.needs-day',
    ],
  ]
  return wrong.flatMap(([part, isWrong, why]) => (isWrong ? [{ part, why }] : []))
}

function targetsFrom(draft: PolicyDraft, old: ClockPolicy | undefined): ClockTarget[] {
  return SlaKind.options.flatMap((kind) => {
    const { times, isBusiness, isPaused } = draft.targets[kind]
    const [low, normal, high, urgent] = fourTimes(times) ?? []
    if (low === undefined || normal === undefined || high === undefined || urgent === undefined) return []
    const before = old?.targets.find((one) => one.kind === kind)?.pausedBy ?? []
    // Which statuses they are exactly may have been said elsewhere.
    const pausedBy = before.length > 0 ? before : (['pending', 'on-hold'] as const)
    return [
      {
        kind,
        seconds: { low, normal, high, urgent },
        counts: isBusiness ? ('business' as const) : ('always' as const),
        pausedBy: isPaused ? [...pausedBy] : [],
      },
    ]
  })
}

function whenFrom(draft: PolicyDraft, old: ClockPolicy | undefined): ClockConditions {
  // What cannot be written here stays as it is.
  const {
    markets: _markets,
    tags: _tags,
    partyKinds: _kinds,
    queueIds: _queues,
    driverIds: _drivers,
    ...kept
  } = old?.when ?? {}
  const [markets, tags] = [listed(draft.markets), listed(draft.tags)]
  return {
    ...kept,
    ...(markets.length === 0 ? {} : { markets }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(draft.partyKinds.size === 0 ? {} : { partyKinds: [...draft.partyKinds] }),
    ...(draft.queueIds.size === 0 ? {} : { queueIds: [...draft.queueIds] }),
    ...(draft.driverIds.size === 0 ? {} : { driverIds: [...draft.driverIds] }),
  }
}

/** The policy that a draft without faults comes to. */
export function policyFrom(draft: PolicyDraft, id: string, old: ClockPolicy | undefined): ClockPolicy {
  const { unit } = draft
  return ClockPolicy.parse({
    ...old,
    id,
    name: draft.name.trim(),
    position: Number(draft.place) - 1,
    active: draft.isActive,
    when: whenFrom(draft, old),
    targets: targetsFrom(draft, old),
    legal:
      unit === 'none'
        ? null
        : {
            amount: Number(draft.amount),
            unit,
            isRolling: draft.isRolling,
            endsOn: draft.isByReply ? 'first-reply' : 'solved',
            source: draft.source.trim(),
            verifiedOn: draft.verifiedOn === '' ? null : draft.verifiedOn,
            owner: draft.owner.trim(),
          },
    calendarId: draft.calendarId === '' ? null : draft.calendarId,
    warnSeconds: readDuration(draft.warn) ?? 0,
    raiseAfter: risingTimes(draft.raise) ?? [],
  })
}
