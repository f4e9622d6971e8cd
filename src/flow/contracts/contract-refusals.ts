/** What contracts refuse, and what to do about it. */
import { refusalTable } from '#kernel/refusal.ts'

export const refusals = refusalTable({
  contract_not_found: {
    kind: 'not_found',
    message: 'There is no contract {contractId}. List them with contracts.list.',
  },
  contract_line_not_found: {
    kind: 'not_found',
    message: 'There is no contract line {contractLineId}. Its contract shows its lines: contracts.get.',
  },
  milestone_not_found: {
    kind: 'not_found',
    message: 'There is no milestone {milestoneId}. Its contract shows its milestones: contracts.get.',
  },
  no_won_quote: {
    kind: 'conflict',
    message: 'Opportunity {opportunityId} has no won quote. Have the client accept a quote first.',
  },
  contracts_exist: {
    kind: 'conflict',
    message:
      'Contracts were already drafted for opportunity {opportunityId}. Continue with those, or reject them first.',
  },
  contract_not_valid: {
    kind: 'conflict',
    message: 'The deal cannot become contracts yet: {reasons}. Mend these and validate again.',
  },
  contract_not_draft: {
    kind: 'conflict',
    message: 'Contract {number} is {state}; only a draft can become active. List drafts with contracts.list.',
  },
  contract_not_active: {
    kind: 'conflict',
    message: 'Contract {number} is {state}. Only an active contract allows this.',
  },
  contract_not_rejectable: {
    kind: 'conflict',
    message:
      'Opportunity {opportunityId} has no draft contracts to reject. See what it has with contracts.list.',
  },
  no_line_of_client: {
    kind: 'invalid',
    message:
      'Nothing that was sold to opportunity {opportunityId} is paid by client {billToId}. Name a client its quote shows.',
  },
  contract_has_open_billing: {
    kind: 'conflict',
    message:
      'Contract {number} still has milestones or fees that were not invoiced. Bill or remove them before you close it.',
  },
  milestone_not_planned: {
    kind: 'conflict',
    message:
      'Milestone "{title}" is {state}; only a planned one can be submitted. Look at it with contracts.get.',
  },
  milestone_not_submitted: {
    kind: 'conflict',
    message:
      'Milestone "{title}" is {state}; only a submitted one can be accepted or sent back. Have the project manager submit it first.',
  },
  cap_below_committed: {
    kind: 'conflict',
    message:
      'Approved work has already used {committed} of this line. The cap cannot be lower than that. Set it to that or more.',
  },
  change_not_found: {
    kind: 'not_found',
    message: 'There is no change {changeId}. List them with contracts.listChanges.',
  },
  change_line_recurring: {
    kind: 'conflict',
    message:
      'Line "{title}" is a recurring fee, which is billed in advance. Agree another fee when the contract is renewed.',
  },
  change_needs_date: {
    kind: 'invalid',
    message: 'More of the fixed fee "{title}" becomes a milestone. Say with plannedOn when it is due.',
  },
  change_ends_early: {
    kind: 'invalid',
    message: 'Line "{title}" ends on {endsOn}. A change may end it later, not earlier.',
  },
  change_state_wrong: {
    kind: 'conflict',
    message:
      'Change {number} is {state}; this needs one that is {wanted}. Look at it with contracts.getChange.',
  },
  renewal_not_found: {
    kind: 'not_found',
    message: 'There is no renewal {renewalId}. List them with contracts.listRenewals.',
  },
  renewal_state_wrong: {
    kind: 'conflict',
    message:
      'The renewal of {number} is {state}; this needs one that is {wanted}. Look at it with contracts.listRenewals.',
  },
  renewal_needs_end: {
    kind: 'invalid',
    message: '{number} is renewed until a day. Say with endsOn until when.',
  },
  renewal_ends_early: {
    kind: 'invalid',
    message: 'The recurring fees of {number} end on {termEndsOn}. A renewal ends later than that.',
  },
  renewal_uplift_wrong: {
    kind: 'invalid',
    message:
      'The fee of {number} would be nothing or more than tenfold. Give an uplift above -100 and up to 1000 per cent.',
  },
  line_has_no_cap: {
    kind: 'conflict',
    message:
      'Line "{title}" is not billed by time and materials, so it has no cap. Choose another line of the contract.',
  },
})
