import { z } from 'zod'

/** What the demo calls its rows. */
export const Slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
export const slugs = z.array(Slug).default([])
/** Minutes before now; below zero lies ahead. */
export const Ago = z.number().int()
