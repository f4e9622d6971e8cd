/** Messages of a simulation that nobody caught when they came: kept for their time to live, once by their id. */
import type { Variables } from './model/expression.ts'

/** How long a message waits that says nothing about it: a week. */
export const timeToLiveDefault = 'PT168H'

/** A message on its way. `timeToLive` is an ISO 8601 duration. */
export type Message = Readonly<{
  name: string
  key: string
  id: string
  variables: Variables
  timeToLive?: string | null
}>

/** Keeps messages in the order they came. */
export class MessageBuffer {
  #kept: (Message & Readonly<{ expires: Temporal.Instant }>)[] = []

  keep(message: Message, now: Temporal.Instant): void {
    const { name, key, id, timeToLive } = message
    const expires = now
      .toZonedDateTimeISO('UTC')
      .add(timeToLive ?? timeToLiveDefault)
      .toInstant()
    const twice = this.waiting(now).some((one) => one.name === name && one.key === key && one.id === id)
    if (!twice) this.#kept.push({ ...message, expires })
  }

  /** The oldest message of this name and key, which is gone from the buffer then. */
  take(name: string, key: string, now: Temporal.Instant): Message | undefined {
    const found = this.waiting(now).find((message) => message.name === name && message.key === key)
    if (found) this.#kept = this.#kept.filter((message) => message !== found)
    return found
  }

  /** The oldest message of one of these names for a key, which is gone from the buffer then. */
  takeFirst(names: readonly string[], key: string, now: Temporal.Instant): Message | undefined {
    const first = this.waiting(now).find((message) => names.includes(message.name) && message.key === key)
    return first && this.take(first.name, key, now)
  }

  /** What is kept and not expired. */
  waiting(now: Temporal.Instant): readonly Message[] {
    this.#kept = this.#kept.filter(({ expires }) => Temporal.Instant.compare(expires, now) > 0)
    return this.#kept
  }
}
