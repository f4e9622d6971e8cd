import { answer, type Registry } from '#kernel/handle.ts'
import { list } from '#kernel/list.ts'
import { listAwaited as contract } from './contract.ts'
import { type AwaitedRow, awaitedTasks } from './store/awaited-tasks.ts'

export const listAwaited = answer(contract, async ({ tx, call, registry }, page) => {
  const { items, ...rest } = await list<AwaitedRow>(
    tx,
    { from: awaitedTasks(call), where: [], sorts: { since: 'since', dueAt: 'dueSort' } },
    page,
  )
  return { items: items.map((row) => withRecord(registry, row)), ...rest }
})

/** What it is about: as the process names it, or as the command that completes it says by its target. */
function withRecord(registry: Registry, { subject, commands, subjects, ...row }: AwaitedRow) {
  const [id] = subjects[0]?.split(':') ?? []
  const targets = commands.flatMap((name) => {
    const found = registry.get(name)?.contract
    return found?.kind === 'command' && found.target ? [found.target] : []
  })
  const [target] = targets
  const record = target && id ? { kind: target.replace(/Id$/, ''), id } : subject
  return { ...row, record }
}
