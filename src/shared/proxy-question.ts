import { z } from 'zod'

/** A proxy that asks who the person is. `realm`: what it says of itself. */
export const ProxyQuestion = z.object({
  id: z.number().int(),
  /** Name and port, e.g. `proxy.example.com:8080`. */
  host: z.string().max(300),
  realm: z.string().max(200),
  /** Whether it did not accept what was said before. */
  isAgain: z.boolean(),
  /** Whether what was said last is being tried. */
  isTrying: z.boolean(),
})
export type ProxyQuestion = z.infer<typeof ProxyQuestion>

/** Who the person is to a proxy. */
export const ProxyAnswer = z.strictObject({ name: z.string().min(1).max(300), password: z.string().max(300) })
export type ProxyAnswer = z.infer<typeof ProxyAnswer>
