/** A name that somebody else chose, as one that stays in its folder and is hidden on no system. */
export function safeFileName(name: string): string {
  const plain = name
    // Signs that lead elsewhere, or that some system keeps for itself.
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken away
    .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '')
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(plain)
  return plain === '' || isReserved ? `file_${plain}` : plain
}
