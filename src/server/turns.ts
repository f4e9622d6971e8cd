/**
 * Turns: whose request a node works on next. A firm that works alone may have nearly all of them. While others work too,
 * a crowd (a firm of which several requests have been here all the time) has one after the other, rests after each for as
 * long as it took, and begins none while one of another firm is being answered: half of the machine is there for whoever
 * comes, and nobody waits behind a crowd. What takes long waits for the database and not for this thread, so it soon
 * counts no more. A node knows of its own requests only.
 */

/** Requests worked on at the same time: no more than there are connections to the database. */
const AT_ONCE = 20
/** Those of one firm: there is always room for another. */
const OF_A_FIRM = 16
/**
 * A firm is a crowd when its requests have been here longer than this lately, in seconds of all of them together: eight
 * that are always here are known after an eighth of a second, and a page that asks ten questions of 20 ms is far from it.
 */
const CROWD_S = 1
/** Requests of a crowd that have begun just now, while others work too. */
const BESIDE_OTHERS = 1
/** How long a crowd steps back for the request of another firm, and rests at most; its own begins after that time at the latest. */
const STEPS_BACK_MS = 50
/** How long a request counts as just begun. */
const JUST_BEGUN_MS = 1_000
/** How long a firm counts as working after its last request. */
const ABOUT_MS = 2_000

export interface Turns {
  /** Does the work when it is the firm's turn. */
  take<T>(firm: string, work: () => Promise<T>): Promise<T>
}

interface Firm {
  running: number
  justBegun: number
  /** Seconds its requests have been here, waiting or under way; each counting half after a second. As it was at `toldAt`. */
  lately: number
  toldAt: number
  lastAt: number
  /** When the latest of its requests began. */
  beganAt: number
  /** Until when it rests, if it is a crowd beside others. */
  restsUntil: number
  /** Lets those begin who wait, the longest waiting first. */
  readonly waiting: (() => void)[]
}

const newFirm = (at: number): Firm => ({
  running: 0,
  justBegun: 0,
  lately: 0,
  toldAt: at,
  lastAt: at,
  beganAt: Number.NEGATIVE_INFINITY,
  restsUntil: Number.NEGATIVE_INFINITY,
  waiting: [],
})

/** Seconds the requests of a firm have been here lately, told up to a moment. */
function latelyOf(firm: Firm, at: number): number {
  const left = 0.5 ** ((at - firm.toldAt) / 1_000)
  firm.lately = firm.lately * left + ((firm.running + firm.waiting.length) * (1 - left)) / Math.LN2
  firm.toldAt = at
  return firm.lately
}

/** It rests, or somebody else's request has just begun, and the crowd's own turn is not long ago. */
function isHeldBack(crowd: Firm, firms: Iterable<Firm>, at: number): boolean {
  const since = at - STEPS_BACK_MS
  if (crowd.beganAt <= since) return false
  if (crowd.restsUntil > at) return true
  for (const other of firms)
    if (other !== crowd && other.running > 0 && other.beganAt > since && other.lately <= CROWD_S) return true
  return false
}

/** The firms of a node, and which of those that wait begins next. */
function openHall(now: () => number) {
  const firms = new Map<string, Firm>()
  let running = 0
  let later: NodeJS.Timeout | undefined
  const mayBegin = (firm: Firm) =>
    running < AT_ONCE &&
    firm.running < OF_A_FIRM &&
    (firms.size === 1 ||
      latelyOf(firm, now()) <= CROWD_S ||
      (firm.justBegun < BESIDE_OTHERS && !isHeldBack(firm, firms.values(), now())))
  /** The firm with the fewest of those in which somebody waits and may begin. */
  const next = () => {
    let chosen: Firm | undefined
    for (const firm of firms.values()) {
      if (firm.waiting.length === 0 || !mayBegin(firm)) continue
      if (!chosen || firm.running < chosen.running) chosen = firm
    }
    return chosen
  }
  const beginAll = () => {
    for (const [id, { running: own, waiting, lastAt }] of firms)
      if (own === 0 && waiting.length === 0 && now() - lastAt > ABOUT_MS) firms.delete(id)
    for (let firm = next(); firm; firm = next()) {
      running += 1
      firm.running += 1
      firm.justBegun += 1
      firm.beganAt = now()
      firm.waiting.shift()?.()
    }
    // Whoever rests, or steps back, is looked at again, even if the other request takes long.
    const rests = [...firms.values()].filter(({ waiting }) => waiting.length > 0).map(restOf)
    clearTimeout(later)
    if (rests.length > 0) later = setTimeout(beginAll, Math.min(...rests)).unref()
  }
  const restOf = ({ restsUntil }: Firm) => (restsUntil > now() ? restsUntil - now() : STEPS_BACK_MS)
  const arrive = (id: string) => {
    const firm = firms.get(id) ?? newFirm(now())
    firms.set(id, firm)
    latelyOf(firm, now())
    firm.lastAt = now()
    return firm
  }
  const leave = (firm: Firm, beganAt: number) => {
    latelyOf(firm, now())
    running -= 1
    firm.running -= 1
    firm.restsUntil = now() + Math.min(now() - beganAt, STEPS_BACK_MS)
  }
  return { arrive, leave, beginAll }
}

export function openTurns(now: () => number = () => performance.now()): Turns {
  const { arrive, leave, beginAll } = openHall(now)
  return {
    async take(id, work) {
      const firm = arrive(id)
      await new Promise<void>((resolve) => {
        firm.waiting.push(resolve)
        beginAll()
      })
      let counts = true
      const countNoMore = () => {
        if (counts) firm.justBegun -= 1
        counts = false
        beginAll()
      }
      const soon = setTimeout(countNoMore, JUST_BEGUN_MS).unref()
      const beganAt = now()
      try {
        return await work()
      } finally {
        clearTimeout(soon)
        leave(firm, beganAt)
        countNoMore()
      }
    },
  }
}
