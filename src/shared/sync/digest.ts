/**
 * A row's part in the digest of its table: 32 bits of its id and version, mixed so that two wrongs do not make a right. The service works
 * the same out in SQL (`digests.ts` there), so only operations that both have are used. Answers an integer in [0, 2^32).
 */
export function rowHash(id: string, version: number): number {
  const low = Number.parseInt(id.slice(-8), 16)
  // The factor is below 2^31, so that PostgreSQL's bigint holds the product.
  const mixed = Math.imul((low ^ version) >>> 0, 1_540_483_477) >>> 0
  return (mixed ^ (mixed >>> 15)) >>> 0
}
