import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createTenant } from '#engines/access'
import { inTransaction } from '#kernel/run.ts'
import { createTestDatabase } from '#test/database.ts'
import { smallHouse } from '#test/small-house.ts'
import { deployModel } from './deploy-model.ts'
import { evaluateDeployed } from './deployed-model.ts'
import { evaluateDecision } from './evaluate-decision.ts'
import { getDecision } from './get-decision.ts'
import { listDecisions } from './list-decisions.ts'

const database = await createTestDatabase()
const house = smallHouse(database.pool, {
  deployModel,
  listDecisions,
  getDecision,
  evaluateDecision,
})

// The program itself, which may also replace what is in force.
const tenant = await createTenant(database.pool, {
  slug: 'deploying',
  name: 'Deploying Ltd',
  administrator: { name: 'Admin', email: 'admin@deploying.example' },
  now: house.somebody.now,
})
const somebody = { ...house.somebody, tenantId: tenant.tenantId, actorId: tenant.processId }
const person = { ...somebody, actorId: tenant.administratorId }

/** Of the answers, what the tests look at. */
interface Answer {
  readonly value: unknown
  readonly version: number
  readonly changed: boolean
  readonly xml: string
  readonly decisions: readonly { key: string; version: number }[]
  readonly items: readonly { key: string; version: number }[]
  readonly nextCursor: string | null
  readonly trace: readonly { matchedRules: unknown }[]
}
const run = (name: string, input: Parameters<typeof house.run>[1]): Promise<Answer> =>
  house.run(name, input, somebody)
const ask = (name: string, input: Parameters<typeof house.ask>[1]): Promise<Answer> =>
  house.ask(name, input, somebody)

const NAMESPACE = 'https://www.omg.org/spec/DMN/20230324/MODEL/'

function levels(limit: number, more = '', namespace = 'urn:levels'): string {
  return `<definitions xmlns="${NAMESPACE}" namespace="${namespace}" name="Levels">
    <inputData id="in-amount" name="amount"><variable name="amount" typeRef="number"/></inputData>
    <decision id="levels" name="Approval levels"><variable name="Approval levels"/>
      <informationRequirement><requiredInput href="#in-amount"/></informationRequirement>
      <decisionTable id="levels-table" hitPolicy="UNIQUE">
        <input id="i1"><inputExpression typeRef="number"><text>amount</text></inputExpression></input>
        <output id="o1" name="levels"/>
        <annotation name="why"/>
        <rule id="low"><inputEntry><text>&lt; ${limit}</text></inputEntry><outputEntry><text>1</text></outputEntry>
          <annotationEntry><text>small</text></annotationEntry></rule>
        <rule id="high"><inputEntry><text>&gt;= ${limit}</text></inputEntry><outputEntry><text>2</text></outputEntry>
          <annotationEntry><text>large</text></annotationEntry></rule>
        ${more}
      </decisionTable></decision></definitions>`
}

const refused = (code: string) => (error: { code?: string }) => error.code === code

test('a deployed decision is in force at once and says which rule hit', async () => {
  await run('decisions.deploy', { xml: levels(5000) })
  const made = await ask('decisions.evaluate', { key: 'levels', inputs: { amount: '12500.00' } })
  assert.equal(made.value, 2)
  assert.deepEqual(made.trace[0]?.matchedRules, [
    {
      table: 'levels-table',
      ruleId: 'high',
      index: 2,
      annotations: { why: 'large' },
      outputs: { levels: 2 },
    },
  ])
})

test('deploying the same model again changes nothing, another limit gives a new version', async () => {
  assert.equal((await run('decisions.deploy', { xml: levels(5000) })).changed, false)
  const changed = await run('decisions.deploy', { xml: levels(20_000) })
  assert.deepEqual(changed.decisions, [{ key: 'levels', version: 2, name: 'Approval levels' }])
  assert.equal((await ask('decisions.evaluate', { key: 'levels', inputs: { amount: 12500 } })).value, 1)
})

test('nobody replaces by themselves what is in force', async () => {
  await assert.rejects(
    house.run('decisions.deploy', { xml: levels(7000) }, person),
    refused('deployment_needs_approval'),
  )
  const same: Answer = await house.run('decisions.deploy', { xml: levels(20_000) }, person)
  assert.equal(same.changed, false)
})

test('an earlier version still decides, so that a case can be replayed', async () => {
  const made = await ask('decisions.evaluate', { key: 'levels', version: 1, inputs: { amount: 12500 } })
  assert.deepEqual([made.version, made.value], [1, 2])
})

test('going back to an earlier model is a new version of it', async () => {
  const back = await run('decisions.deploy', { xml: levels(5000) })
  assert.equal(back.decisions[0]?.version, 3)
  const { items } = await ask('decisions.list', {})
  assert.deepEqual(
    items.map((item) => [item.key, item.version]),
    [['levels', 3]],
  )
  const stored = await ask('decisions.get', { key: 'levels', version: 2 })
  assert.equal(stored.xml, levels(20_000))
})

test('a model with overlapping unique rules is refused, naming the rules', async () => {
  const rule =
    '<rule id="all"><inputEntry><text>-</text></inputEntry><outputEntry><text>3</text></outputEntry></rule>'
  await assert.rejects(run('decisions.deploy', { xml: levels(5000, rule) }), (error: unknown) => {
    const { code, problems } = error as { code: string; problems: { code: string; message: string }[] }
    assert.equal(code, 'decision_model_invalid')
    assert.deepEqual(
      problems.map((p) => p.code),
      ['rules_overlap', 'rules_overlap'],
    )
    assert.match(problems[0]?.message ?? '', /Rules 1 \(low\) and 3 \(all\) can both hit/)
    return true
  })
})

test('a model that does not compile is refused with everything that is wrong', async () => {
  const rule =
    '<rule id="bad"><inputEntry><text>&lt; </text></inputEntry><outputEntry><text>1 +</text></outputEntry></rule>'
  await assert.rejects(run('decisions.deploy', { xml: levels(5000, rule) }), (error: unknown) => {
    assert.equal((error as { problems: unknown[] }).problems.length, 2)
    return refused('decision_model_invalid')(error as { code?: string })
  })
})

test('a decision of another model cannot be taken over', async () => {
  await assert.rejects(
    run('decisions.deploy', { xml: levels(1, '', 'urn:other') }),
    refused('decision_key_taken'),
  )
})

test('what a model imports is what stood behind the name when it was deployed', async () => {
  const importing = `<definitions xmlns="${NAMESPACE}" namespace="urn:route" name="Route">
    <import name="lv" namespace="urn:levels" importType="${NAMESPACE}"/>
    <decision id="route" name="Route"><variable name="Route"/>
      <informationRequirement><requiredDecision href="urn:levels#levels"/></informationRequirement>
      <literalExpression><text>if lv.Approval levels = 1 then "manager" else "board"</text></literalExpression>
    </decision></definitions>`
  await run('decisions.deploy', { xml: importing })
  assert.equal((await ask('decisions.evaluate', { key: 'route', inputs: { amount: 6000 } })).value, 'board')
  await run('decisions.deploy', { xml: levels(50_000) })
  assert.equal((await ask('decisions.evaluate', { key: 'route', inputs: { amount: 6000 } })).value, 'board')
  await run('decisions.deploy', { xml: importing })
  assert.equal((await ask('decisions.evaluate', { key: 'route', inputs: { amount: 6000 } })).value, 'manager')
})

test('a wrong input is refused with the input and the type it should have', async () => {
  await assert.rejects(
    ask('decisions.evaluate', { key: 'levels', inputs: { amount: 'much' } }),
    refused('decision_input_invalid'),
  )
  await assert.rejects(
    ask('decisions.evaluate', { key: 'levels', inputs: {}, zone: 'Mars/Base' }),
    refused('decision_input_invalid'),
  )
})

test('a decision nobody deployed is not found', async () => {
  await assert.rejects(
    ask('decisions.evaluate', { key: 'nothing', inputs: {} }),
    refused('decision_not_found'),
  )
  await assert.rejects(ask('decisions.get', { key: 'levels', version: 99 }), refused('decision_not_found'))
})

test('rules that only meet at evaluation fail it instead of choosing', async () => {
  const xml = levels(
    5000,
    '<rule id="odd"><inputEntry><text>odd(?)</text></inputEntry><outputEntry><text>9</text></outputEntry></rule>',
  )
  await run('decisions.deploy', { xml })
  await assert.rejects(
    ask('decisions.evaluate', { key: 'levels', inputs: { amount: 7 } }),
    refused('decision_failed'),
  )
})

test('an engine decides inside its own transaction', async () => {
  const made = await inTransaction(database.pool, 'begin', async (tx) => {
    await tx.openTenant(somebody.tenantId)
    return evaluateDeployed(tx, 'levels', { amount: 8 }, { now: somebody.now, zone: 'UTC' })
  })
  assert.equal(made.value, 1)
})

test('the list of decisions is paged in every order it offers', async () => {
  for (const sort of ['name', '-name', 'key', '-key', 'deployedAt', '-deployedAt']) {
    const first = await ask('decisions.list', { sort, limit: 1, kind: 'decision' })
    const second = await ask('decisions.list', {
      sort,
      limit: 1,
      kind: 'decision',
      cursor: first.nextCursor ?? '',
    })
    const keys = [...first.items, ...second.items].map((item) => item.key)
    assert.deepEqual(keys.toSorted(), ['levels', 'route'], sort)
    assert.equal(second.nextCursor, null)
  }
})

test('another firm sees nothing of it', async () => {
  const stranger = { ...somebody, tenantId: '0199d8a0-0000-7000-8000-00000000000f' }
  const { items }: Answer = await house.ask('decisions.list', {}, stranger)
  assert.deepEqual(items, [])
  await assert.rejects(house.ask('decisions.get', { key: 'levels' }, stranger), refused('decision_not_found'))
})
