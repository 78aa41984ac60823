import { desktopCalls } from '#shared/desktop-bridge.ts'
import type { CallInput, CallOutput, DesktopCall } from '#shared/desktop-bridge.ts'
import type { RateLimit } from './rate-limit.ts'
import { workspaceOrigin } from './workspace-origin.ts'

/** One answer per call of the bridge: a call without an answer does not compile. */
export type DesktopAnswers = {
  readonly [C in DesktopCall]: (input: CallInput<C>) => CallOutput<C> | Promise<CallOutput<C>>
}

/** Who called. */
export interface CallSender {
  /** As Chromium serialises it, e.g. `app://workspace`; `null` for a sandboxed frame. */
  readonly origin: string
  readonly isTopFrameOfWindow: boolean
}

/** Why a call got no answer. */
export type CallRefusal =
  | 'foreign-sender'
  | 'unknown-call'
  | 'too-many-calls'
  | 'bad-input'
  | 'disk-full'
  | 'disk-failed'
  | 'answer-failed'

/** What goes back over the wire. */
export type CallReply = { readonly output: unknown } | { readonly refused: CallRefusal }

export interface AnswerCallDeps {
  readonly answers: DesktopAnswers
  readonly limits: Readonly<Record<DesktopCall, RateLimit>>
  /** Told of every refusal; `name` is a known call or `(unknown)`, so nothing the page made up reaches a log. */
  readonly onRefused: (refused: CallRefusal, name: string, error?: unknown) => void
}

interface Schema<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false }
}
type CallSchemas = {
  readonly [C in DesktopCall]: { readonly input: Schema<CallInput<C>>; readonly output: Schema<CallOutput<C>> }
}
const schemas: CallSchemas = desktopCalls

/** Answers one call of the window, or says why not. `sender` is null when the frame is already gone. Never throws. */
export async function answerCall(
  deps: AnswerCallDeps,
  sender: CallSender | null,
  name: unknown,
  input: unknown,
): Promise<CallReply> {
  const isOurs = sender !== null && sender.isTopFrameOfWindow && sender.origin === workspaceOrigin
  if (!isOurs) return refuse(deps, 'foreign-sender', isDesktopCall(name) ? name : '(unknown)')
  if (!isDesktopCall(name)) return refuse(deps, 'unknown-call', '(unknown)')
  if (!deps.limits[name]()) return refuse(deps, 'too-many-calls', name)
  return answerKnown(deps, name, input)
}

async function answerKnown<C extends DesktopCall>(deps: AnswerCallDeps, name: C, input: unknown): Promise<CallReply> {
  const read = schemas[name].input.safeParse(input)
  if (!read.success) return refuse(deps, 'bad-input', name)
  try {
    const output = schemas[name].output.safeParse(await deps.answers[name](read.data))
    return output.success ? { output: output.data } : refuse(deps, 'answer-failed', name)
  } catch (error) {
    return refuse(deps, refusalFor(error), name, error)
  }
}

/** What the system says of a disk reaches the window by name: the agent can make room, or call for help. */
function refusalFor(error: unknown): CallRefusal {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full'
  return code === 'EIO' || code === 'EROFS' ? 'disk-failed' : 'answer-failed'
}

function refuse(deps: AnswerCallDeps, refused: CallRefusal, name: string, error?: unknown): CallReply {
  deps.onRefused(refused, name, error)
  return { refused }
}

function isDesktopCall(name: unknown): name is DesktopCall {
  return typeof name === 'string' && Object.hasOwn(desktopCalls, name)
}
