import { CaseStatus, Priority } from '#shared/domain/case.ts'

/** What the arguments of the mutations have between them, each where it is there. */
export interface FoldedArgs {
  readonly caseId: string | undefined
  readonly status: CaseStatus | undefined
  readonly priority: Priority | undefined
  readonly assigneeId: string | undefined
  readonly agentId: string | undefined
  readonly queueId: string | undefined
  readonly macroId: string | undefined
  /** The other case, where two are linked or merged. */
  readonly otherId: string | undefined
  readonly driverId: string | undefined
  readonly add: readonly string[]
  readonly remove: readonly string[]
  /** What the agent wrote, whole; empty where the mutation carries no text. */
  readonly text: string
}

const field = (from: unknown, name: string): unknown =>
  typeof from === 'object' && from !== null ? Reflect.get(from, name) : undefined
const words = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** Reads the arguments of any mutation: those that wait may have been named by an older version of the window. */
export function foldedArgs(args: unknown): FoldedArgs {
  const of = (name: string): string | undefined => words(field(args, name))
  const packet = field(args, 'packet')
  const items = field(args, 'items')
  const texts = [
    of('text'),
    of('sentence'),
    of('decision'),
    of('replyText'),
    words(field(packet, 'ask')),
    of('subject'),
    ...(Array.isArray(items) ? items.map((item) => words(field(item, 'text'))) : []),
  ]
  return {
    caseId: of('caseId'),
    status: CaseStatus.options.find((one) => one === of('status')),
    priority: Priority.options.find((one) => one === of('priority')),
    assigneeId: of('assigneeId'),
    agentId: of('agentId'),
    queueId: of('queueId'),
    macroId: of('macroId'),
    otherId: of('otherId') ?? of('intoId'),
    driverId: of('driverId'),
    add: list(field(args, 'add')),
    remove: list(field(args, 'remove')),
    text: texts.filter((text) => text !== undefined && text !== '').join('\n\n'),
  }
}
