/** The world of a run: what commands and decisions answer, by the script and by the DMN models that were given. */
import { DecisionError, type DecisionModel, type TraceEntry } from '#engines/decisions'
import type { Answer, Asked, Json, SimulationOptions, Variables } from '#engines/process'
import type { ScriptAnswer, World } from './script.ts'

/** Told of every decision a model has made: the model, and why it came out as it did. */
export type Decided = (model: DecisionModel, trace: readonly TraceEntry[]) => void

/** The options of the simulation that plays in this world. */
export function worldOf(
  world: World,
  decisions: readonly DecisionModel[],
  tell: Decided = () => {},
): SimulationOptions {
  const { now, zone, calendars } = world
  const scripted = answersOf(world.answers)
  return {
    now,
    zone,
    calendars,
    command: (command, _input, { node }) => scripted(node, command),
    decision: (id, context, asked) =>
      scripted(asked.node, id) ?? decided(decisions, id, context, asked, tell),
  }
}

/** Answers by element id, else by the name of the command or decision. A list is used up, one answer after the other. */
function answersOf(answers: World['answers']): (node: string, name: string) => Answer {
  const used = new Map<string, number>()
  return (node, name) => {
    const key = Object.hasOwn(answers, node) ? node : name
    const given = Object.hasOwn(answers, key) ? answers[key] : undefined
    if (!Array.isArray(given)) return given ? answerOf(given) : null
    const next = used.get(key) ?? 0
    used.set(key, next + 1)
    const one = given[next]
    return one ? answerOf(one) : null
  }
}

function answerOf(given: ScriptAnswer): Answer {
  if ('error' in given) return { code: given.error, message: given.message }
  return 'value' in given ? { value: given.value as Json } : { variables: given.variables as Variables }
}

/** As the server decides: a decision that cannot be made fails with its code. Without a model the task waits. */
function decided(
  models: readonly DecisionModel[],
  id: string,
  context: Variables,
  { now, zone }: Asked,
  tell: Decided,
): Answer {
  if (models.length === 0) return null
  const model = models.find((one) => one.decisions().some((decision) => decision.id === id))
  if (!model) {
    const message = `There is no decision "${id}" in the models given.`
    return { code: 'decision_not_found', message }
  }
  try {
    const { value, trace } = model.evaluate(id, context, { now, zone })
    tell(model, trace)
    return { value: value as Json }
  } catch (cause) {
    if (!(cause instanceof DecisionError)) throw cause
    return { code: cause.code, message: cause.message }
  }
}
