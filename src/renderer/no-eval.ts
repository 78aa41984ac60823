import { z } from 'zod'

// The window's policy forbids code made from text. Imported before everything else: zod tries it once, when the first schema is made.
z.config({ jitless: true })
