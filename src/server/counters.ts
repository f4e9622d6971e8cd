/** Counts what leaves no other trace, in the Prometheus text format. */
import type { House } from '#kernel/house.ts'

export interface Counters {
  readonly count: NonNullable<House['count']>
  request(status: number, seconds: number): void
  /** Everything counted so far, with gauges measured now. */
  text(gauges: Readonly<Record<string, number>>): string
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function openCounters(): Counters {
  const commands = new Map<string, number>()
  const requests = new Map<number, number>()
  const buckets = SECONDS.map(() => 0)
  let sum = 0
  let total = 0
  const grow = <K>(map: Map<K, number>, key: K) => map.set(key, (map.get(key) ?? 0) + 1)
  return {
    count: (what, name, code) =>
      void grow(commands, `outcome="${what}",command="${name}"${code ? `,code="${code}"` : ''}`),
    request(status, seconds) {
      grow(requests, status)
      sum += seconds
      total += 1
      for (const [at, limit] of SECONDS.entries()) if (seconds <= limit) buckets[at] = (buckets[at] ?? 0) + 1
    },
    text(gauges) {
      const lines = [
        '# TYPE throughline_commands_total counter',
        ...[...commands].map(([labels, value]) => `throughline_commands_total{${labels}} ${value}`),
        '# TYPE throughline_http_requests_total counter',
        ...[...requests].map(
          ([status, value]) => `throughline_http_requests_total{status="${status}"} ${value}`,
        ),
        '# TYPE throughline_http_request_seconds histogram',
        ...SECONDS.map(
          (limit, at) => `throughline_http_request_seconds_bucket{le="${limit}"} ${buckets[at]}`,
        ),
        `throughline_http_request_seconds_bucket{le="+Inf"} ${total}`,
        `throughline_http_request_seconds_sum ${sum}`,
        `throughline_http_request_seconds_count ${total}`,
        ...Object.entries(gauges).flatMap(([name, value]) => [`# TYPE ${name} gauge`, `${name} ${value}`]),
      ]
      return `${lines.join('\n')}\n`
    },
  }
}
