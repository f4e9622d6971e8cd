/** What people refuse, and what to do about it. */
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  role_not_found: {
    kind: 'not_found',
    message:
      'There is no delivery role {roleCode}. List them with people.listRoles or add it with people.addRole.',
  },
  role_code_taken: {
    kind: 'conflict',
    message: 'There is a delivery role {code} already. Use that one, or choose another code.',
  },
  person_not_found: {
    kind: 'not_found',
    message: 'There is no person {personId}. List them with people.list.',
  },
  person_number_taken: {
    kind: 'conflict',
    message: 'Another person has the number {number}. Choose the next free one.',
  },
  person_email_taken: {
    kind: 'conflict',
    message: 'Another person has the address {email}. Give the address of this person.',
  },
  person_has_access: {
    kind: 'conflict',
    message: 'This person can sign in already. Change what they may do with access.assignRole.',
  },
  person_not_gone: {
    kind: 'conflict',
    message:
      '{person} has not left: only who has left is taken on again. Let the agreement go on with people.proposeExtension, or wait until it is closed on the morning after its last day.',
  },
  return_too_early: {
    kind: 'invalid',
    message: '{person} works here until {endedOn} and cannot begin again on {startedOn}. Choose a later day.',
  },
  person_ends_before_start: {
    kind: 'invalid',
    message: 'The last day of work, {endedOn}, lies before the first, {startedOn}. Correct one of them.',
  },
  person_manages_themselves: {
    kind: 'invalid',
    message: 'Nobody reports to themselves. Name another manager.',
  },
  entity_code_unknown: {
    kind: 'invalid',
    message: 'The firm has no legal entity {entityCode}. List them with firm.listEntities.',
  },
  practice_not_found: {
    kind: 'not_found',
    message: 'The firm has no practice {practiceId}. List them with firm.listOrgUnits.',
  },
  cost_rate_currency_mismatch: {
    kind: 'invalid',
    message:
      'The employing entity keeps its books in {expected}; give the cost rate in {expected}, not in {actual}.',
  },
  onboarding_not_found: {
    kind: 'not_found',
    message: 'There is no onboarding {onboardingId}. List them with people.listOnboardings.',
  },
  onboarding_state_wrong: {
    kind: 'conflict',
    message:
      'The onboarding of {person} is {state}; this step needs it to be one of {values}. See where it stands with people.getOnboarding.',
  },
  onboarding_incomplete: {
    kind: 'conflict',
    message:
      '{person} cannot be cleared yet. Still missing: {checks}. Record it with people.recordCheck, people.assessStatus or people.setCostRate.',
  },
  check_not_required: {
    kind: 'conflict',
    message:
      'Nobody asks {person} for {checks}. See what is asked for with people.getOnboarding; the legal status is told with people.assessStatus.',
  },
  check_validity_wrong: {
    kind: 'invalid',
    message:
      'Say until when {checks} is valid: on the first day of work, {startedOn}, it must be, and an insurance always ends.',
  },
  contractor_deemed_employee: {
    kind: 'conflict',
    message:
      'In law {person} would be an employee, so the agreement of a contractor cannot be cleared. Decline it with people.decline, or assess it anew with people.assessStatus.',
  },
  agreement_end_wrong: {
    kind: 'invalid',
    message: 'The agreement of {person} cannot end on {endsOn}. Choose a day from {from} on.',
  },
  probation_not_agreed: {
    kind: 'conflict',
    message: 'No probation is agreed with {person}. End the employment with people.update if it ends.',
  },
  agreement_has_no_end: {
    kind: 'conflict',
    message: 'The agreement of {person} has no last day. Set the last day of work with people.update.',
  },
  extension_under_approval: {
    kind: 'conflict',
    message:
      'A later end of the agreement of {person}, {proposedEndsOn}, waits for approval already. Wait for the decision; see people.getOnboarding.',
  },
  extension_not_proposed: {
    kind: 'conflict',
    message:
      'No later end of the agreement of {person} is proposed. Propose one with people.proposeExtension.',
  },
  person_not_cleared: {
    kind: 'conflict',
    message:
      '{person} is not cleared for work yet. Still missing: {checks}. It is for {roles} to act; see people.getOnboarding.',
  },
  person_not_taken_on: {
    kind: 'conflict',
    message: '{person} was not taken on ({state}). Choose somebody else.',
  },
  agreement_ends_before: {
    kind: 'conflict',
    message:
      'The agreement of {person} ends on {endsOn}, before {day}. Choose days until then, or have {roles} agree on a later end with people.proposeExtension.',
  },
  clearance_ends_before: {
    kind: 'conflict',
    message:
      'What {person} showed as {checks} is valid until {validUntil}, before {day}. Choose days until then, or have {roles} record what follows it with people.recordCheck.',
  },
  person_leaves_before: {
    kind: 'conflict',
    message: '{person} works here until {endedOn}, not on {day}. Choose days until then, or somebody else.',
  },
})
