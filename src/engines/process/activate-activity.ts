import { handle } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { activate as contract } from './contract.ts'
import type { Variables } from './model/expression.ts'
import { offersOf } from './step/ad-hoc-offers.ts'
import { advancing } from './store/advance.ts'
import { send, takeActive } from './store/work.ts'

export const activateActivity = handle(
  contract,
  async (ctx, { instanceId, activity, element, variables }) => {
    const instance = await advancing(ctx, async (advance) => {
      const found = await takeActive(advance, instanceId)
      ctx.checkRevision(found.revision)
      const offers = offersOf(found.graph, found.state)
      const offer = offers.find((one) => one.node === activity && (element ?? one.element) === one.element)
      if (!offer) {
        const offered = [...new Set(offers.map(({ node }) => node))].join(', ') || 'nothing'
        throw new Refused('activity_not_offered', { instanceId, activity, offered })
      }
      send(advance, instanceId, { type: 'activate', ...offer, variables: variables as Variables })
      return found
    })
    const status = instance.state.status === 'new' ? 'active' : instance.state.status
    return {
      output: { instanceId, status },
      touched: [{ type: 'process_instance', id: instanceId, after: { activity } }],
    }
  },
)
