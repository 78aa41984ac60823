import type { z } from 'zod'

/** A value kept as JSON; null where there is none or it is damaged: then it is as good as none. */
export function keptJson<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null
  try {
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
