import { expect, test } from 'vitest'
import { postgresFailure } from '#service/database/postgres-failure.ts'

// Catches: PostgreSQL's own words, or a code, where a person needs to know what to do next.
test.each([
  ['FATAL:  could not write to file "pg_wal/xlogtemp.29": No space left on device', /^The disk of \/d is full\. Free/],
  [
    'initdb: error: could not change permissions of directory "/d/pg": Operation not permitted',
    /^PostgreSQL may not use \/d\./,
  ],
  ['FATAL:  could not create any TCP/IP sockets', /^The port for PostgreSQL is in use/],
  [
    'LOG: starting\nFATAL:  data directory "/d/pg" has wrong ownership',
    /data directory "\/d\/pg" has wrong ownership\)\. Set/,
  ],
  ['', /it gave no reason/],
])('%j becomes a sentence', (output, sentence) => {
  expect(postgresFailure(output, '/d').message).toMatch(sentence)
})
