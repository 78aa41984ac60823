import { desktopCalls, desktopEvents } from '#shared/desktop-bridge.ts'
import type { CallInput, CallOutput, DesktopCall, DesktopEvent, EventPayload } from '#shared/desktop-bridge.ts'

interface Schema<Value> {
  parse(value: unknown): Value
}
type InputSchemas = { readonly [C in DesktopCall]: { readonly input: Schema<CallInput<C>> } }
type OutputSchemas = { readonly [C in DesktopCall]: { readonly output: Schema<CallOutput<C>> } }
type EventSchemas = { readonly [E in DesktopEvent]: Schema<EventPayload<E>> }

const inputs: InputSchemas = desktopCalls
const outputs: OutputSchemas = desktopCalls
const events: EventSchemas = desktopEvents

/** The input as the bridge declares it. Throws what zod throws. */
export function readInput<C extends DesktopCall>(name: C, input: unknown): CallInput<C> {
  return inputs[name].input.parse(input)
}

/** The answer as the bridge declares it. Throws what zod throws: an answer of another shape is an older or newer desktop. */
export function readOutput<C extends DesktopCall>(name: C, output: unknown): CallOutput<C> {
  return outputs[name].output.parse(output)
}

/** What an event carries, as the bridge declares it. Throws what zod throws. */
export function readPayload<E extends DesktopEvent>(name: E, payload: unknown): EventPayload<E> {
  return events[name].parse(payload)
}
