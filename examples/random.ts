/** Chance that can be repeated: the same seed gives the same numbers on every machine. */
export interface Random {
  /** A whole number from 0 to below the limit. */
  below(limit: number): number
  /** A whole number from first to last, both included. */
  between(first: number, last: number): number
  /** One of these. */
  pick<T>(choices: readonly T[]): T
  /** True so many times in a hundred. */
  chance(percent: number): boolean
}

/** Mulberry32: thirty-two bits of state, enough to make examples look lived in. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => next() % limit
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    pick(choices) {
      const choice = choices[below(choices.length)]
      if (choice === undefined) throw new Error('there is nothing to pick from')
      return choice
    },
    chance: (percent) => below(100) < percent,
  }
}
