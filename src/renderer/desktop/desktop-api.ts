import type { CallInput, CallOutput, DesktopCall, DesktopEvent, EventPayload } from '#shared/desktop-bridge.ts'

/** What the window may ask of the desktop, and hear from it. */
export interface Desktop {
  /** `browser` when the same window is served to an ordinary browser: every call is answered there too. */
  readonly kind: 'electron' | 'browser'
  /** Asks for one call of the bridge. Rejects with a kebab-case reason (`bad-input`, `too-many-calls` ...) as its message. */
  call<C extends DesktopCall>(name: C, ...input: CallArguments<C>): Promise<CallOutput<C>>
  /** Hears every such event until the returned function is called. */
  on<E extends DesktopEvent>(name: E, listener: (payload: EventPayload<E>) => void): () => void
}

/** A call without input is written without one. */
export type CallArguments<C extends DesktopCall> = undefined extends CallInput<C> ? [] : [input: CallInput<C>]
