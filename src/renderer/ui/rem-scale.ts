/** How much larger than usual texts are set: 1 at 16 px. Heights that a list computes in pixels are multiplied by it. */
export const remScale = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
