import { type Logger, pino } from 'pino'

/** Where the log goes: a file, or the standard error of the process. */
export type LogTarget = { readonly file: string } | 'stderr'

const secrets = [
  'token',
  'password',
  'text',
  'args',
  'row',
  'rows',
  'body',
  'authorization',
  'auth',
  'template',
  'snippet',
]

/** The log: one JSON object per line. What people wrote and what opens doors is taken out, wherever it may have got in. */
export function openLog(target: LogTarget, level = 'info'): Logger {
  // Written at once: the last lines before a crash are the ones that matter.
  const destination = pino.destination(
    target === 'stderr' ? { fd: 2, sync: true } : { dest: target.file, sync: true, mkdir: true },
  )
  // A disk that is full for the log must not end the service: the database has its own word to say about that.
  destination.on('error', () => undefined)
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[left out]' },
      serializers: { err: faultOf, error: faultOf, req: () => undefined, res: () => undefined },
    },
    destination,
  )
}

/** What may be logged of an error: its kind and where it was thrown. Its message may quote what somebody wrote. */
export function faultOf(error: unknown): { kind: string; code?: string; at: string[] } {
  if (!(error instanceof Error)) return { kind: typeof error, at: [] }
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  return { kind: error.name, ...code, at: at.slice(0, 8).map((line) => line.trim()) }
}
