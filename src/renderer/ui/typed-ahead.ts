/** What was typed for a field that is about to come over the desk. */
export interface TypedAhead {
  readonly text: string
  /** Whether Enter came after it. */
  readonly isEntered: boolean
}

const nothing: TypedAhead = { text: '', isEntered: false }
let typed = nothing

/** Keeps a key for the field that is coming: whoever types in a hurry need not wait for it. What comes after Enter is for nobody. */
export function typeAhead(key: string): void {
  const { text, isEntered } = typed
  if (isEntered) return
  if (key === 'Enter') typed = { text, isEntered: true }
  else if (key === 'Backspace') typed = { text: text.slice(0, -1), isEntered }
  else if (key.length === 1) typed = { text: text + key, isEntered }
}

/** Takes what was typed; nothing is left for another field. */
export function takeTypedAhead(): TypedAhead {
  const taken = typed
  typed = nothing
  return taken
}
