import type { FastifyRequest } from 'fastify'

/** The token of `Authorization: Bearer TOKEN`, or null. */
export const bearerToken = ({ headers }: FastifyRequest): string | null =>
  /^Bearer ([\w-]{20,200})$/.exec(headers.authorization ?? '')?.[1] ?? null
