import { answer } from '#kernel/handle.ts'
import { Refused } from '#kernel/refusal.ts'
import { evaluate as contract } from './contract.ts'
import { DecisionError, type DecisionErrorCode } from './decision-error.ts'
import { type DeployedResult, evaluateDeployed } from './deployed-model.ts'
import { regionZone } from './feel/zone.ts'

export const evaluateDecision = answer(contract, async ({ tx, call }, { key, version, inputs, zone }) => {
  if (regionZone(zone) === undefined) {
    throw new Refused('decision_input_invalid', { key, message: `${zone} is no IANA time zone.` })
  }
  try {
    const clock = { now: call.now, zone }
    return wire(await evaluateDeployed(tx, key, inputs, clock, { version }))
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error
    const detail = { key, version: version ?? 'any', reason: error.code, message: error.message }
    throw new Refused(refusalOf(error.code), detail)
  }
})

function refusalOf(
  code: DecisionErrorCode,
): 'decision_not_found' | 'decision_input_invalid' | 'decision_failed' {
  if (code === 'decision_not_found') return 'decision_not_found'
  return code === 'input_invalid' || code === 'value_not_supported'
    ? 'decision_input_invalid'
    : 'decision_failed'
}

/** A trace is a value of its own for each caller, so nothing is shared by handing it out. */
function wire({ key, version, value, trace, warnings }: DeployedResult) {
  return {
    key,
    version,
    value,
    trace: trace.map((entry) => ({ ...entry, matchedRules: [...entry.matchedRules] })),
    warnings: warnings.map(({ text, line, column, message }) => `${text} (${line}:${column}): ${message}`),
  }
}
